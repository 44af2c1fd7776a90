package dev.parley.gateway.simulation;

import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayLimits;
import dev.parley.gateway.GatewayPorts;
import dev.parley.gateway.TopicAccess;
import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.gateway.simulation.time.VirtualClockwork;
import dev.parley.gateway.simulation.time.VirtualLoop;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Authenticator;
import dev.parley.platform.kernel.Identity;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.protocol.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// One life of one node: the gateway of production on a virtual process.
final class VirtualNode {
  private static final Duration TOKEN_LIFE = Duration.ofDays(1);

  /// A drain looks around so seldom.
  private static final long LATE_MAX = 50 * Chance.MILLI;

  final String name;
  final VirtualClockwork clockwork;
  final LedgerLog log;
  final HubBus bus;
  final Buffers buffers = new Buffers();
  final List<VirtualWire> wires = new ArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Gateway gateway;
  private final World world;
  private final int loops;
  private final Map<String, TopicAccess.Grant> remembered = new HashMap<>();
  private long cuts;
  private boolean dead;

  VirtualNode(World world, String name) {
    this.world = world;
    this.name = name;
    loops = world.knobs.loops();
    clockwork = new VirtualClockwork(world.timeline, world.chance, loops);
    log = new LedgerLog(world.ledger, clockwork, world.chance, world.flaw);
    bus = new HubBus(world.timeline, world.chance, world.hub, world.flaw);
    gateway =
        new Gateway(
            new GatewayPorts(clockwork, new Nobody(), log, bus, meters, world.timeline),
            GatewayLimits.defaults());
    for (var kind : Topic.Kind.values()) gateway.access(kind, this::grant);
    gateway.start();
  }

  /// Credentials are not simulated.
  private static final class Nobody implements Authenticator {
    @Override
    public Identity verify(String accessToken) {
      throw new Problem.Unauthenticated("Unknown").refused();
    }

    @Override
    public Identity redeem(String ticket) {
      throw new Problem.Unauthenticated("Unknown").refused();
    }
  }

  private TopicAccess.Grant grant(Actor actor, Topic topic) {
    var now = log.ask(() -> world.ledger.of(topic.toString()).grant(actor.user()));
    if (world.flaw != Flaw.ACCESS_IS_STALE) return now;
    var before = remembered.put(actor.user() + " " + topic, now);
    return before == null ? now : before;
  }

  boolean accepting() {
    return !dead && gateway.accepting();
  }

  boolean dead() {
    return dead;
  }

  VirtualLoop loop(int index) {
    return clockwork.loop(index);
  }

  /// Lets a client in.
  VirtualWire connect(Actor actor, VirtualWire.End client) {
    int index = world.chance.below(loops);
    var wire = new VirtualWire(world, loop(index), buffers, client);
    cuts += wires.stream().filter(one -> one.over() && Audit.isCut(one)).count();
    wires.removeIf(VirtualWire::over);
    wires.add(wire);
    var identity = new Identity(actor, world.timeline.instant().plus(TOKEN_LIFE));
    world.timeline.after(
        world.chance.nanos(100 * Chance.MICRO, 20 * Chance.MILLI),
        () -> loop(index).execute(() -> open(identity, wire, index)));
    return wire;
  }

  private void open(Identity identity, VirtualWire wire, int index) {
    if (!wire.serverOpen()) return;
    try {
      wire.opened(gateway.open(identity, wire, gateway.shards().all().get(index)));
    } catch (Refused e) {
      boolean unknown = e.problem() instanceof Problem.Unauthenticated;
      var code = unknown ? CloseCode.UNAUTHENTICATED : CloseCode.GOING_AWAY;
      wire.close(code, e.problem().title());
    }
  }

  /// Tells the nodes of a committed event.
  CompletionStage<Void> announce(Ledger.Committed committed) {
    var event = committed.event();
    return bus.publish(
        new BusMessage.Durable(event.key(), event.position(), committed.frame(), event.ends()));
  }

  /// How many readers were cut because they were slow.
  long cuts() {
    return cuts + wires.stream().filter(Audit::isCut).count();
  }

  /// Whether nobody is here, and nothing is heard.
  boolean isEmpty() {
    return gauge("parley_websocket_connections") + gauge("parley_gateway_topics") == 0;
  }

  double gauge(String meter) {
    return meters.get(meter).gauge().value();
  }

  /// Says goodbye to everyone, and ends.
  void drain(Duration deadline) {
    clockwork.start(
        "drain",
        () -> {
          long end = world.timeline.nanos() + deadline.toNanos();
          gateway.drain(deadline);
          Violation.unless(world.timeline.nanos() <= end + LATE_MAX, name, "drains for too long");
          world.timeline.after(0, this::die);
        });
  }

  /// The process ends where it stands.
  void die() {
    if (dead) return;
    world.note(name, "dies");
    dead = true;
    clockwork.die();
    bus.close();
    gateway.close();
    wires.forEach(VirtualWire::serverDies);
    buffers.drop();
    world.died(this);
  }
}
