package dev.parley.gateway.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/// Passes on what its channel receives. Reads only while the other side can take it, so a slow
/// reader slows its writer and nothing piles up here. An end of input is passed on as one, and the
/// other direction goes on.
final class Relay extends ChannelInboundHandlerAdapter {
  private final Channel other;

  Relay(Channel other) {
    this.other = other;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    other.write(bytes, other.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    other.flush();
    if (other.isWritable()) context.read();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) other.read();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof ChannelInputShutdownEvent)) return;
    endOutput(other);
    if (((DuplexChannel) context.channel()).isOutputShutdown()) context.close();
  }

  /// Ends what is sent to a channel, after all that waits there; closes it when it has nothing to
  /// say either.
  static void endOutput(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(_ -> {
          var duplex = (DuplexChannel) channel;
          if (duplex.isInputShutdown()) {
            duplex.close();
          } else {
            duplex.shutdownOutput();
          }
        });
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
