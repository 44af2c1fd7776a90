package dev.parley.gateway.clockwork;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// A loop of Netty's. Two of the same event loop are equal.
public record NettyLoop(EventLoop loop) implements Loop {
  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException _) {
      // The loop has ended, and its connections with it.
    }
  }

  @Override
  public void schedule(Runnable task, Duration delay) {
    try {
      loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // Nothing is due any more.
    }
  }

  @Override
  public void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    loop.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }
}
