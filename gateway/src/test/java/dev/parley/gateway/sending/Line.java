package dev.parley.gateway.sending;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// A connection over loopback: our end, whose sends are watched, and a blocking one that reads.
final class Line implements AutoCloseable, Departing {
  private static final int READ_MILLIS_MAX = 10_000;

  final List<Integer> departed = new ArrayList<>();
  int breaks;
  private final Channel channel;
  private final java.net.Socket reader;

  Line(EventLoop loop) {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      channel =
          new Bootstrap()
              .group(loop)
              .channel(EpollSocketChannel.class)
              .handler(new ChannelInboundHandlerAdapter())
              .connect(server.getLocalSocketAddress())
              .syncUninterruptibly()
              .channel();
      reader = server.accept();
      reader.setSoTimeout(READ_MILLIS_MAX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(Sends sends, ByteBuf bytes) {
    sendFor(this, sends, bytes);
  }

  /// Sends on this line, and has somebody else told.
  void sendFor(Departing who, Sends sends, ByteBuf bytes) {
    var descriptor = ((EpollSocketChannel) channel).fd();
    sends.send(who, (io.netty.channel.unix.Socket) descriptor, bytes);
  }

  byte[] read(int count) {
    try {
      return reader.getInputStream().readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The reader goes, and says so at once.
  void hangUp() {
    if (reader.isClosed()) return;
    try {
      reader.setSoLinger(true, 0);
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void departed(int bytes) {
    departed.add(bytes);
  }

  @Override
  public void broken() {
    breaks++;
  }

  @Override
  public void close() {
    hangUp();
    channel.close().syncUninterruptibly();
  }
}
