package dev.parley.gateway.simulation.time;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Straight-line code that may block, on a thread of its own. Yet only one thread of a simulation
/// runs: who resumes a fiber waits until it blocks again or ends.
public final class Fiber {
  /// Unwinds the code of a process that is no more.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("Killed", null, false, false);
    }
  }

  private final Timeline timeline;
  private final Thread thread;
  private @Nullable Thread resumer;
  private volatile boolean running;
  private boolean killed;
  private boolean over;
  private @Nullable Throwable failure;

  public Fiber(Timeline timeline, String name, Runnable work) {
    this.timeline = timeline;
    thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
  }

  private void run(Runnable work) {
    try {
      if (!killed) work.run();
    } catch (Killed _) {
      // As was wanted.
    } catch (Throwable e) {
      failure = e;
    } finally {
      over = true;
      giveBack();
    }
  }

  private void giveBack() {
    running = false;
    LockSupport.unpark(resumer);
  }

  public boolean isOver() {
    return over;
  }

  /// Runs it until it blocks or ends. What it fails with is thrown here.
  public void resume() {
    if (over) return;
    var before = timeline.fiber;
    timeline.fiber = this;
    resumer = Thread.currentThread();
    running = true;
    if (thread.getState() == Thread.State.NEW) thread.start();
    else LockSupport.unpark(thread);
    while (running) LockSupport.park(this);
    timeline.fiber = before;
    if (failure instanceof Error error) throw error;
    if (failure != null) throw new Violation("A thread failed: " + failure);
  }

  /// On the fiber itself: waits until it is resumed.
  public void block() {
    giveBack();
    while (!running) LockSupport.park(this);
    if (killed) throw new Killed();
  }

  public void kill() {
    killed = true;
    resume();
  }
}
