package dev.parley.gateway.simulation.time;

import dev.parley.gateway.clockwork.Loop;
import java.time.Duration;
import java.util.ArrayDeque;

/// An event loop of a virtual node: wakes some moments after it is called, and may be held up.
public final class VirtualLoop implements Loop {
  private static final long WAKE_MAX = 200 * Chance.MICRO;

  private final Timeline timeline;
  private final Chance chance;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean awake;
  private boolean ended;
  private long heldUpUntil;

  public VirtualLoop(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
  }

  @Override
  public void execute(Runnable task) {
    if (ended) return;
    tasks.add(task);
    if (awake) return;
    awake = true;
    long soon = timeline.nanos() + chance.nanos(0, WAKE_MAX);
    timeline.at(Math.max(soon, heldUpUntil), this::turn);
  }

  private void turn() {
    if (ended) return;
    if (timeline.nanos() < heldUpUntil) {
      timeline.at(heldUpUntil, this::turn);
      return;
    }
    awake = false;
    timeline.loop = this;
    try {
      for (int left = tasks.size(); left > 0 && !ended; left--) tasks.remove().run();
    } catch (RuntimeException e) {
      throw new Violation("A task of an event loop failed: " + e);
    } finally {
      timeline.loop = null;
    }
    if (!tasks.isEmpty() && !awake) wakeAgain();
  }

  private void wakeAgain() {
    awake = true;
    timeline.after(chance.nanos(0, WAKE_MAX), this::turn);
  }

  @Override
  public void schedule(Runnable task, Duration delay) {
    timeline.after(delay.toNanos(), () -> execute(task));
  }

  @Override
  public void every(Duration period, Runnable task) {
    if (ended) return;
    schedule(
        () -> {
          task.run();
          every(period, task);
        },
        period);
  }

  /// As by a pause of the process.
  public void holdUp(long nanos) {
    heldUpUntil = Math.max(heldUpUntil, timeline.nanos() + nanos);
  }

  public void end() {
    ended = true;
    tasks.clear();
  }
}
