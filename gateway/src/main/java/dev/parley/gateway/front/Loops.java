package dev.parley.gateway.front;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/// The event loops of the real-time side and the kinds of channel that fit them: native epoll where
/// it is there, else the JDK's selectors.
public final class Loops implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS_MAX = 5;

  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group;

  /// @param count how many loops, at least 1
  public Loops(int count) {
    group =
        new MultiThreadIoEventLoopGroup(
            count, epoll ? LastingEpoll.factory() : NioIoHandler.newFactory());
  }

  public EventLoopGroup group() {
    return group;
  }

  public boolean epoll() {
    return epoll;
  }

  Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends Channel> channel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS_MAX, TimeUnit.SECONDS);
  }
}
