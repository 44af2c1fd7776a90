package dev.parley.gateway.fanout;

import dev.parley.gateway.clockwork.Loop;
import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop's part of everything. Other threads leave errands; the loop wakes once for a
/// burst of them, does all, and then writes every connection that was touched exactly once. Only
/// [#execute(Runnable)], [#full()] and `leave` are for other threads.
public final class Shard implements Executor {
  /// Most errands that wait. Above it the shard is full: events are not handed to it (the log has
  /// them), ephemeral ones are dropped. Replies are always taken; connections bound them.
  static final int ERRANDS_MAX = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  private final int index;
  private final Loop loop;
  private final AtomicReference<@Nullable Errand> newest = new AtomicReference<>();
  private final AtomicInteger waiting = new AtomicInteger();

  private final List<LocalTopic> touched = new ArrayList<>();
  private final List<Outbound> dirty = new ArrayList<>();
  private final List<ByteBuf> lent = new ArrayList<>();
  private Runnable departure = () -> {};
  private boolean turning;
  private boolean turnAsked;

  Shard(int index, Loop loop) {
    this.index = index;
    this.loop = loop;
  }

  /// From 0, without a gap.
  public int index() {
    return index;
  }

  public Loop loop() {
    return loop;
  }

  boolean full() {
    return waiting.get() >= ERRANDS_MAX;
  }

  /// Runs it on the loop, in the order of the calls, together with what else waits.
  @Override
  public void execute(Runnable task) {
    leave(
        new Errand() {
          @Override
          void run() {
            task.run();
          }
        });
  }

  /// Leaves an errand. The one that finds the queue empty wakes the loop.
  void leave(Errand errand) {
    waiting.incrementAndGet();
    Errand before;
    do {
      before = newest.get();
      errand.next = before;
    } while (!newest.compareAndSet(before, errand));
    if (before == null) loop.execute(this::turn);
  }

  private void turn() {
    turning = true;
    var errand = oldestFirst(newest.getAndSet(null));
    while (errand != null) {
      waiting.decrementAndGet();
      var next = errand.next;
      errand.next = null;
      run(errand);
      errand = next;
    }
    finishTurn();
  }

  private static void run(Errand errand) {
    try {
      errand.run();
    } catch (RuntimeException e) {
      LOG.error("An errand of an event loop failed", e);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("The end of a turn failed", e);
    }
  }

  /// A connection that cannot be written is not left in the dark: it ends, and may resume.
  private static void finish(Outbound outbound) {
    try {
      outbound.finishTurn();
    } catch (RuntimeException e) {
      LOG.error("A connection could not be written", e);
      outbound.close(CloseCode.SERVER_FAULT, "");
    }
  }

  private static @Nullable Errand oldestFirst(@Nullable Errand newestFirst) {
    Errand reversed = null;
    var errand = newestFirst;
    while (errand != null) {
      var next = errand.next;
      errand.next = reversed;
      reversed = errand;
      errand = next;
    }
    return reversed;
  }

  /// The topic has frames to hand out at the end of this turn.
  void touch(LocalTopic topic) {
    touched.add(topic);
    askForTurn();
  }

  /// The connection has something to flush at the end of this turn.
  void touch(Outbound outbound) {
    dirty.add(outbound);
    askForTurn();
  }

  /// Lets go of bytes once this turn's connections have been written.
  void lend(ByteBuf bytes) {
    lent.add(bytes);
  }

  /// What the transport does at the end of every turn, when all of it has been told what to send;
  /// for once, before the first connection.
  public void departWith(Runnable departure) {
    this.departure = departure;
  }

  private void askForTurn() {
    if (turning || turnAsked) return;
    turnAsked = true;
    loop.execute(this::finishTurn);
  }

  private void finishTurn() {
    turning = true;
    turnAsked = false;
    for (int i = 0; i < touched.size(); i++) run(touched.get(i)::distribute);
    touched.clear();
    for (int i = 0; i < dirty.size(); i++) finish(dirty.get(i));
    dirty.clear();
    run(departure);
    for (int i = 0; i < lent.size(); i++) lent.get(i).release();
    lent.clear();
    turning = false;
  }
}
