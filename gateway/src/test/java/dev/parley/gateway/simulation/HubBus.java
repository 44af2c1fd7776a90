package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Timeline;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.TopicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One node's bus, with the manners of the one on Redis: what this node publishes it hears at once,
/// a lost connection is noticed late, and when it is back all topics are asked for anew before the
/// node is told to compare heads.
final class HubBus implements Bus {
  private static final long NOTICED_MAX = 1_500 * Chance.MILLI;
  private static final long RESUBSCRIBED_MAX = 50 * Chance.MILLI;

  private final Timeline timeline;
  private final Chance chance;
  private final Hub hub;
  private final Flaw flaw;
  private final List<Listener> listeners = new ArrayList<>();

  /// What this node wants, and what the hub knows of.
  private final Set<TopicKey> topics = new HashSet<>();

  private final Set<TopicKey> inForce = new HashSet<>();

  /// Counts the connections to the hub; what belongs to an earlier one is void.
  private int connection;

  private boolean up = true;
  private boolean connected = true;
  private long lastArrival;

  HubBus(Timeline timeline, Chance chance, Hub hub, Flaw flaw) {
    this.timeline = timeline;
    this.chance = chance;
    this.hub = hub;
    this.flaw = flaw;
    hub.join(this);
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Void> subscribe(TopicKey key) {
    topics.add(key);
    if (!up) return CompletableFuture.completedStage(null);
    var heard = new CompletableFuture<Void>();
    int mine = connection;
    boolean early = flaw.shows(Flaw.BUS_SUBSCRIBES_LATE, chance);
    if (early) heard.complete(null);
    timeline.after(
        hub.travel() + (early ? 30 * Chance.SECOND : 0),
        () -> {
          if (mine == connection && topics.contains(key)) inForce.add(key);
          timeline.after(hub.travel(), () -> heard.complete(null));
        });
    return heard;
  }

  @Override
  public void unsubscribe(TopicKey key) {
    topics.remove(key);
    inForce.remove(key);
  }

  @Override
  public CompletionStage<Void> publish(BusMessage message) {
    if (wanted(message)) hear(message);
    if (!connected) return CompletableFuture.failedStage(new IllegalStateException("Away"));
    var taken = new CompletableFuture<Void>();
    int mine = connection;
    timeline.after(
        hub.travel(),
        () -> {
          if (up && mine == connection) {
            hub.carry(this, message);
            taken.complete(null);
          } else {
            taken.completeExceptionally(new IllegalStateException("Lost on the way"));
          }
        });
    return taken;
  }

  private boolean wanted(BusMessage message) {
    return message.topic().map(topics::contains).orElse(true);
  }

  private void hear(BusMessage message) {
    for (var listener : listeners) listener.message(message);
  }

  void arrive(BusMessage message) {
    boolean forThisNode = message.topic().map(inForce::contains).orElse(true);
    if (up && forThisNode && wanted(message)) hear(message);
  }

  void arriveInOrder(long at, BusMessage message) {
    lastArrival = Math.max(lastArrival, at);
    timeline.at(lastArrival, () -> arrive(message));
  }

  @Override
  public boolean connected() {
    return connected;
  }

  /// The connection to the hub breaks.
  void lose() {
    if (!up) return;
    up = false;
    connection++;
    inForce.clear();
    timeline.after(chance.nanos(0, NOTICED_MAX), () -> connected = up && connected);
  }

  /// The connection to the hub is made again.
  void regain() {
    if (up) return;
    up = true;
    connected = false;
    int mine = connection;
    timeline.after(
        chance.nanos(hub.travel(), RESUBSCRIBED_MAX),
        () -> {
          if (mine != connection) return;
          inForce.addAll(topics);
          connected = true;
          listeners.forEach(Listener::interrupted);
        });
  }

  @Override
  public void close() {
    up = false;
    connection++;
    connected = false;
    listeners.clear();
    hub.leave(this);
  }
}
