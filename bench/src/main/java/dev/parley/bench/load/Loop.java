package dev.parley.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// The generator's only event loop: native epoll where it is there, else the JDK's selectors. On a
/// core of its own it never sleeps.
public final class Loop implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 20_000;
  private static final int SHUTDOWN_SECONDS_MAX = 5;
  private static final double NANOS = 1e9;

  private final boolean epoll = Epoll.isAvailable();
  private final Optional<Vigil> vigil;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final ReadBuffer buffer = new ReadBuffer();

  /// @param ownCore whether nothing else runs where this does
  public Loop(boolean ownCore) {
    vigil = epoll && ownCore ? Optional.of(new Vigil()) : Optional.empty();
    var factory =
        vigil
            .map(it -> EpollIoHandler.newFactory(0, () -> it))
            .orElseGet(() -> epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    group = new MultiThreadIoEventLoopGroup(1, factory);
    loop = group.next();
  }

  /// Seconds that the generator has worked, counted from some moment: all those in which a loop
  /// that never sleeps did not look for work in vain, else the processor time of this process.
  public double workedSeconds() {
    return vigil.map(it -> System.nanoTime() - it.idleNanos()).orElseGet(Loop::cpuNanos) / NANOS;
  }

  private static long cpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /// `epoll` or `nio`.
  public String transport() {
    return epoll ? "epoll" : "nio";
  }

  Bootstrap bootstrap() {
    var bootstrap =
        new Bootstrap()
            .group(group)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
            .option(ChannelOption.RECVBUF_ALLOCATOR, buffer);
    // The port is chosen at connect, when the whole address pair is known: so each source address
    // has all ports for each server.
    return epoll ? bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true) : bootstrap;
  }

  /// At the end of this turn. On the loop.
  void later(Runnable task) {
    loop.execute(task);
  }

  /// On the loop.
  void after(long nanos, Runnable task) {
    loop.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /// Runs on the loop and waits for it; from any other thread.
  public <T> T call(Callable<T> task) {
    return await(loop.submit(task));
  }

  /// Waits on the loop's clock; from any other thread.
  public void pass(Duration time) {
    await(loop.schedule(() -> true, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static <T> T await(java.util.concurrent.Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS);
  }
}
