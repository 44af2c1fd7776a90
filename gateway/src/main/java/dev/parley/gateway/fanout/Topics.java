package dev.parley.gateway.fanout;

import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.TopicKey;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topics that this node hears, and the door to them. Safe for any thread.
public final class Topics implements Bus.Listener {
  /// A topic is heard for so long after its last subscriber has left, who may be back at once.
  static final Duration LINGER = Duration.ofSeconds(5);

  /// How often heads are compared while other nodes cannot be heard, and while they can.
  static final Duration POLL = Duration.ofSeconds(2);

  static final Duration SWEEP = Duration.ofSeconds(30);

  private static final int HEADS_MAX = 1_000;
  private static final Duration START_MAX = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

  private final Bus bus;
  private final EventLog log;
  private final Shards shards;
  private final FanoutMeters meters;
  private final Repair repair;
  private final Doubts doubts;
  private final ConcurrentHashMap<TopicKey, Entry> entries = new ConcurrentHashMap<>();
  private final Map<TopicKey, Long> idleSince = new ConcurrentHashMap<>();

  /// Wishes to compare that are open; the one who makes the first compares until there is none.
  private final AtomicInteger wishes = new AtomicInteger();

  private volatile long compared;

  public Topics(Bus bus, EventLog log, Shards shards, FanoutMeters meters) {
    this.bus = bus;
    this.log = log;
    this.shards = shards;
    this.meters = meters;
    this.compared = shards.clockwork().nanoTime();
    this.repair = new Repair(log, shards, meters, this::release);
    this.doubts = new Doubts(shards);
  }

  /// Listens from now on.
  public void start() {
    bus.listen(this);
    shards.every(POLL, this::everyPoll);
  }

  /// A topic that somebody wants. Counted; fields belong to the map's lock of its key.
  private static final class Entry {
    final NodeTopic topic;
    final CompletableFuture<Void> heard;
    final AtomicReference<@Nullable CompletableFuture<Void>> starting = new AtomicReference<>();
    int wanted;

    Entry(NodeTopic topic, CompletableFuture<Void> heard) {
      this.topic = topic;
      this.heard = heard;
    }
  }

  /// A topic that is heard while this is open. Either closed, or handed on to one subscription.
  public final class Hold implements AutoCloseable {
    private final Entry entry;
    private @Nullable Subscription subscription;

    private Hold(Entry entry) {
      this.entry = entry;
    }

    /// Waits until the topic is heard, and, for durable events, until it is known where it stands.
    /// May block; refuses with `unavailable`.
    public void ready(boolean durable) {
      if (durable) entry.topic.prepare();
      await(entry.heard);
      if (durable && !entry.topic.follows()) await(started(entry));
    }

    /// On the subscriber's loop: begins to collect everything after the subscription's `since`.
    public Subscription collect(Shard shard, Subscriber subscriber) {
      var made = entry.topic.collect(shard, subscriber);
      subscription = made;
      return made;
    }

    /// On the subscriber's loop: registers an onlooker, that hears nothing until it is let in. From
    /// now on what may end its right, here or on the onlooker's own topic, is noticed.
    ///
    /// @param own of the onlooker's own topic
    public Subscription receive(Shard shard, Subscriber subscriber, Hold own) {
      var onlooker = entry.topic.receive(shard, subscriber);
      subscription = onlooker;
      own.support(shard, onlooker);
      return onlooker;
    }

    /// On the subscriber's loop: from now on what may end its right and happens here, on the
    /// subscriber's own topic, is noticed.
    public void support(Shard shard, Subscription supported) {
      subscription = entry.topic.support(shard, supported);
    }

    @Override
    public void close() {
      if (subscription == null) release(entry.topic);
    }
  }

  /// Wants a topic. Does not block.
  public Hold hold(TopicKey key) {
    var entry =
        entries.compute(
            key,
            (_, present) -> {
              var wanted = present == null ? open(key) : present;
              wanted.wanted++;
              return wanted;
            });
    return new Hold(Objects.requireNonNull(entry));
  }

  private Entry open(TopicKey key) {
    var topic = new NodeTopic(key, shards.all().size(), repair, doubts, meters);
    return new Entry(topic, bus.subscribe(key).toCompletableFuture());
  }

  private void release(NodeTopic topic) {
    entries.computeIfPresent(
        topic.key(),
        (key, entry) -> {
          if (--entry.wanted == 0) idleSince.put(key, shards.clockwork().nanoTime());
          return entry;
        });
  }

  private void forgetIdle() {
    long now = shards.clockwork().nanoTime();
    idleSince.forEach((key, since) -> {
      if (now - since >= LINGER.toNanos() && idleSince.remove(key, since)) forget(key);
    });
  }

  private void forget(TopicKey key) {
    entries.computeIfPresent(
        key,
        (_, entry) -> {
          if (entry.wanted > 0) return entry;
          bus.unsubscribe(key);
          return null;
        });
  }

  /// One asks the log where the topic stands; who comes meanwhile waits for the same answer.
  private CompletableFuture<Void> started(Entry entry) {
    var mine = new CompletableFuture<Void>();
    var others = entry.starting.compareAndExchange(null, mine);
    if (others != null) return others;
    try {
      entry.topic.start(log.head(entry.topic.key()));
      mine.complete(null);
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
    } finally {
      entry.starting.set(null);
    }
    return mine;
  }

  private void await(CompletableFuture<Void> step) {
    try {
      shards.clockwork().await(step, START_MAX);
    } catch (InterruptedException | TimeoutException e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      throw new Problem.Unavailable("The topic cannot be heard at the moment").refused();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A topic could not be started", e.getCause());
    }
  }

  /// Whether the topic's durable events are followed already, so that joining costs no read.
  public boolean follows(TopicKey key) {
    var entry = entries.get(key);
    return entry != null && entry.topic.follows();
  }

  /// How many topics are heard.
  public int size() {
    return entries.size();
  }

  @Override
  public void message(BusMessage message) {
    switch (message) {
      case BusMessage.Durable durable -> {
        var entry = entries.get(durable.key());
        if (entry != null) entry.topic.durable(durable);
      }
      case BusMessage.Head(var key, var position) -> {
        var entry = entries.get(key);
        if (entry != null) entry.topic.head(position);
      }
      case BusMessage.Ephemeral(var key, Frame frame) -> {
        var entry = entries.get(key);
        if (entry != null) entry.topic.ephemeral(WireFrame.ephemeral(frame.bytes()));
      }
      case BusMessage.Control _ -> {}
    }
  }

  @Override
  public void interrupted() {
    for (var entry : entries.values()) entry.topic.interrupted();
    compareSoon();
  }

  private void everyPoll() {
    forgetIdle();
    boolean due = shards.clockwork().nanoTime() - compared >= SWEEP.toNanos();
    if (due || !bus.connected()) compareSoon();
  }

  /// Asks the log, off the loop, where every topic stands; those behind are repaired. A wish that
  /// comes meanwhile is granted by another round, since the first may have looked too early.
  private void compareSoon() {
    if (wishes.getAndIncrement() > 0) return;
    shards.clockwork().start("compare-heads", this::compareWhileWished);
  }

  private void compareWhileWished() {
    int granted;
    do {
      granted = wishes.get();
      compared = shards.clockwork().nanoTime();
      compareAll();
    } while (wishes.addAndGet(-granted) > 0);
  }

  private void compareAll() {
    try {
      List<TopicKey> some = new ArrayList<>();
      for (var entry : entries.values()) {
        if (!entry.topic.follows()) continue;
        some.add(entry.topic.key());
        if (some.size() < HEADS_MAX) continue;
        compare(some);
        some.clear();
      }
      compare(some);
    } catch (RuntimeException e) {
      LOG.warn("The heads of the topics could not be read: {}", e.toString());
    }
  }

  private void compare(Collection<TopicKey> keys) {
    if (keys.isEmpty()) return;
    log.heads(List.copyOf(keys))
        .forEach((key, head) -> {
          var entry = entries.get(key);
          if (entry != null) entry.topic.head(head);
        });
  }
}
