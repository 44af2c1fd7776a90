package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.Known;
import dev.parley.platform.events.TopicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries what this node knows to the store, and what is new there to the topics: one thread that
/// does it for all viewings together, each second and whenever something begins or ends.
final class ViewingAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewingAgent.class);

  private static final Duration TURN_EVERY = Duration.ofSeconds(1);

  /// How often it is looked for those who have fallen silent; oftener where they are gone soon.
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  /// A process that stood still for so long hears first what has become of its connections.
  private static final Duration STOOD_STILL = Duration.ofSeconds(5);

  /// News that is older may have been overtaken, and is left to be taken again.
  private static final Duration NEWS_AGE_MAX = Duration.ofSeconds(2);

  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final NodeViewings node;
  private final ViewingStore store;
  private final ViewingNews news;
  private final Duration goneAfter;
  private final Duration sweepEvery;
  private final LongSupplier nanoTime;
  private final Thread thread = Thread.ofVirtual().name("viewing").unstarted(this::run);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  private boolean woken;
  private volatile boolean closed;

  // The thread's own.
  private long swept;
  private long lives;
  private String lastFailure = "";
  private Optional<Duration> next = Optional.empty();

  ViewingAgent(
      NodeViewings node,
      ViewingStore store,
      ViewingNews news,
      Duration goneAfter,
      LongSupplier nanoTime) {
    this.node = node;
    this.store = store;
    this.news = news;
    this.goneAfter = goneAfter;
    var half = goneAfter.dividedBy(2);
    sweepEvery = half.compareTo(SWEEP_EVERY) < 0 ? half : SWEEP_EVERY;
    this.nanoTime = nanoTime;
    swept = nanoTime.getAsLong();
  }

  void start() {
    thread.start();
  }

  /// There is something that is not to wait for the next second.
  void wake() {
    lock.lock();
    try {
      woken = true;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (boolean last = false; !last; turnCalmly()) {
        if (!closed) await(next.filter(this::isSoon).orElse(TURN_EVERY), true);
        last = closed;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSoon(Duration wait) {
    return wait.compareTo(TURN_EVERY) < 0;
  }

  private void turnCalmly() {
    try {
      turn();
      lastFailure = "";
    } catch (RuntimeException e) {
      var failure = String.valueOf(e);
      if (!failure.equals(lastFailure)) LOG.warn("Viewing fails and will try again", e);
      lastFailure = failure;
    }
  }

  private void await(Duration atMost, boolean wakes) throws InterruptedException {
    long before = nanoTime.getAsLong();
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (left > 0 && !(wakes && woken)) left = something.awaitNanos(left);
      if (wakes) woken = false;
    } finally {
      lock.unlock();
    }
    if (nanoTime.getAsLong() - before > STOOD_STILL.toNanos()) await(TURN_EVERY, false);
  }

  void turn() {
    sayBeats();
    sayEnds();
    long now = nanoTime.getAsLong();
    if (now - swept >= sweepEvery.toNanos()) {
      swept = now;
      store.sweep();
    }
    tell();
    if (store.lives() == lives) return;
    lives = store.lives();
    node.sayAgain(store::life, goneAfter);
    wake();
  }

  private void sayBeats() {
    boolean away = false;
    var again = new ArrayList<Standing>();
    var some = node.takeUnsaid();
    for (; !some.isEmpty(); some = node.takeUnsaid()) {
      List<Optional<Known>> answers = away ? List.of() : store.beat(node.beats(some));
      away |= answers.stream().allMatch(Optional::isEmpty);
      for (int i = 0; i < some.size(); i++) {
        var each = some.get(i);
        var known = i < answers.size() ? answers.get(i) : Optional.<Known>empty();
        if (known.isEmpty()) node.refuse(each);
        if (known.isEmpty() || !node.said(each, known.get())) again.add(each);
      }
    }
    node.unheardBeats(again);
  }

  private void sayEnds() {
    var unheard = new ArrayList<ViewingStore.Ended>();
    var some = node.takeEnded();
    for (; !some.isEmpty(); some = node.takeEnded()) {
      var not = unheard.isEmpty() ? store.leave(some) : some;
      unheard.addAll(not);
    }
    node.unheard(unheard);
  }

  private void tell() {
    long asked = nanoTime.getAsLong();
    var taken = store.take();
    var told = new ArrayList<TopicKey>();
    for (var each : taken.news()) {
      if (nanoTime.getAsLong() - asked > NEWS_AGE_MAX.toNanos()) break;
      news.tell(each);
      told.add(each.topic());
    }
    if (!told.isEmpty()) store.told(told);
    next = taken.next();
  }

  /// Says last what has ended.
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (!thread.join(STOP_MAX)) thread.interrupt();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
