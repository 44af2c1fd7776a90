package dev.parley.gateway;

import dev.parley.gateway.clockwork.NettyClockwork;
import dev.parley.gateway.front.Front;
import dev.parley.gateway.front.FrontLimits;
import dev.parley.gateway.front.Loops;
import dev.parley.gateway.front.WebSocketHandover;
import dev.parley.gateway.sending.Departures;
import dev.parley.gateway.websocket.EchoSockets;
import dev.parley.gateway.websocket.WebSockets;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.net.AddressRange;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A started gateway with its public port, for a test. Everyone may hear everything that a test has
/// not closed, and is where an `X-Forwarded-For` says.
final class Node implements AutoCloseable {
  static final GatewayLimits LIMITS = GatewayLimits.defaults();

  final TenantId tenant = TenantId.next();
  final MemoryLog log;
  final Doorman doorman = new Doorman();
  final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Map<Topic, TopicAccess.Grant> grants = new ConcurrentHashMap<>();
  final Gateway gateway;
  final Bus bus;
  private final Departures departures;
  final Loops loops = new Loops(2);
  private final Front front;
  private final InetSocketAddress address;
  private volatile Runnable beforeGrant = () -> {};

  private Node(Bus bus, MemoryLog log, GatewayLimits limits, Sending sending) {
    departures = sending.open();
    this.bus = bus;
    this.log = log;
    var clock = InstantSource.system();
    gateway =
        new Gateway(
            new GatewayPorts(new NettyClockwork(loops.group()), doorman, log, bus, meters, clock),
            limits);
    for (var kind : Topic.Kind.values()) gateway.access(kind, this::grant);
    Echo.register(gateway);
    gateway.start();
    var proxies = new TrustedProxies(List.of(AddressRange.parse("127.0.0.1")));
    var sockets =
        new WebSockets(gateway, departures, Set.of("https://app.example.org"), proxies, meters);
    Map<String, WebSocketHandover> ways =
        Map.of(WebSockets.PATH, sockets, EchoSockets.PATH, new EchoSockets());
    var loopback = InetAddress.getLoopbackAddress();
    var nowhere = new InetSocketAddress(loopback, 1);
    front =
        new Front(
            loops,
            new FrontLimits(20_000, 20_000, Duration.ofSeconds(5)),
            new Front.Ways(nowhere, ways, _ -> false),
            meters);
    address = Await.get(() -> front.listen(new InetSocketAddress(loopback, 0)));
  }

  static Node start() {
    return start(LIMITS);
  }

  static Node start(Sending sending) {
    return new Node(new LocalBus(), new MemoryLog(), LIMITS, sending);
  }

  static Node start(GatewayLimits limits) {
    return new Node(new LocalBus(), new MemoryLog(), limits, Sending.TOGETHER);
  }

  static Node start(Bus bus, MemoryLog log) {
    return new Node(bus, log, LIMITS, Sending.TOGETHER);
  }

  /// Short times, in the proportions of the real ones.
  static GatewayLimits hasty() {
    return new GatewayLimits(
        Duration.ofMillis(250),
        Duration.ofMillis(600),
        Limits.TOKEN_EXPIRING_BEFORE,
        Duration.ofMillis(300),
        LIMITS.tenantConnectionsMax());
  }

  private TopicAccess.Grant grant(Actor actor, Topic topic) {
    beforeGrant.run();
    return grants.getOrDefault(topic, TopicAccess.Grant.FULL);
  }

  void beforeGrant(Runnable action) {
    beforeGrant = action;
  }

  InetSocketAddress address() {
    return address;
  }

  Actor person() {
    return doorman.person(tenant);
  }

  /// A connected client, past `ready`.
  Client connect() {
    return connect(person());
  }

  Client connect(Actor actor) {
    return Client.open(address(), doorman.token(actor));
  }

  Topic topic() {
    return Topic.conversation(UUID.randomUUID());
  }

  TopicKey key(Topic topic) {
    return new TopicKey(tenant, topic);
  }

  /// Commits an event and tells the nodes.
  Event publish(Topic topic, String payload) {
    return publish(EventDraft.of(topic, "note", payload, new UserId(UUID.randomUUID())));
  }

  Event publish(EventDraft draft) {
    var event = commit(draft);
    announce(event);
    return event;
  }

  /// Commits an event of which the bus says nothing.
  Event commit(EventDraft draft) {
    return log.append(tenant, draft);
  }

  void announce(Event event) {
    bus.publish(new BusMessage.Durable(event.key(), event.position(), event.frame(), event.ends()));
  }

  @Override
  public void close() {
    front.close();
    gateway.close();
    loops.close();
    departures.close();
    bus.close();
  }
}
