package dev.parley.gateway.clockwork;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// The loops of Netty, the virtual threads of the JDK, and the time of this machine.
public final class NettyClockwork implements Clockwork {
  private final List<Loop> loops;

  /// Whoever made the group ends it.
  public NettyClockwork(EventLoopGroup group) {
    List<Loop> all = new ArrayList<>();
    for (var executor : group) all.add(new NettyLoop((EventLoop) executor));
    loops = List.copyOf(all);
  }

  @Override
  public List<Loop> loops() {
    return loops;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  public <T> T await(CompletableFuture<T> value, Duration most)
      throws ExecutionException, InterruptedException, TimeoutException {
    return value.get(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    LockSupport.parkNanos(length.toNanos());
    if (Thread.interrupted()) throw new InterruptedException();
  }
}
