package dev.parley.platform.agents;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one piece of work again and again on a virtual thread of its own, with a pause in between.
/// A failure is logged, once per kind in a row, and the next turn comes all the same.
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /// How long [#close()] waits for the turn that is under way.
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean closed;
  private String lastFailure = "";

  private Agent(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
  }

  /// Starts at once with the first turn.
  public static Agent start(String name, Duration pause, Runnable work) {
    var agent = new Agent(name, pause, work);
    agent.thread.start();
    return agent;
  }

  private void loop() {
    while (!closed) {
      turn();
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void turn() {
    try {
      work.run();
      lastFailure = "";
    } catch (RuntimeException e) {
      if (closed) return;
      var failure = String.valueOf(e);
      if (!failure.equals(lastFailure)) LOG.warn("{} failed and will try again", name, e);
      lastFailure = failure;
    }
  }

  /// Whether further turns will come.
  public boolean isRunning() {
    return thread.isAlive();
  }

  /// Waits for the turn that is under way, which is interrupted.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(STOP_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
