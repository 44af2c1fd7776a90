package dev.parley.gateway.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands at a new connection until its first bytes tell where it belongs. Confined to the
/// connection's event loop.
final class Doorkeeper extends ChannelInboundHandlerAdapter {
  private final Front front;
  private @Nullable ByteBuf received;
  private @Nullable Future<?> deadline;

  /// The HTTP listener is being connected to. The end of the client's input brings what had not
  /// been read yet, even while nothing is asked for.
  private boolean passing;

  Doorkeeper(Front front) {
    this.front = front;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () -> Refusal.HEAD_TOO_SLOW.answer(context.channel()),
                front.limits().head().toMillis(),
                TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = collect(context, (ByteBuf) message);
    if (passing) return;
    boolean undecided = false;
    for (var socket : front.sockets()) {
      switch (Head.kind(bytes, socket.line())) {
        case UNDECIDED -> undecided = true;
        case WEBSOCKET -> {
          handOver(context, socket.handover());
          return;
        }
        case OTHER -> {}
      }
    }
    if (!undecided) pass(context);
  }

  private void handOver(ChannelHandlerContext context, WebSocketHandover handover) {
    context.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    handover.adopt(context);
    leave(context);
  }

  private void pass(ChannelHandlerContext context) {
    passing = true;
    if (deadline != null) deadline.cancel(false);
    context.channel().config().setAutoRead(false);
    Pipe.open(front, context, this::take);
  }

  private ByteBuf collect(ChannelHandlerContext context, ByteBuf bytes) {
    var before = received;
    if (before == null) {
      received = bytes;
      return bytes;
    }
    var joined = context.alloc().buffer(before.readableBytes() + bytes.readableBytes());
    joined.writeBytes(before).writeBytes(bytes);
    before.release();
    bytes.release();
    received = joined;
    return joined;
  }

  /// Fires what came so far at those who take over, and goes.
  private void leave(ChannelHandlerContext context) {
    var bytes = take();
    context.fireChannelRead(bytes);
    context.fireChannelReadComplete();
    context.pipeline().remove(this);
  }

  private ByteBuf take() {
    var bytes = received;
    received = null;
    return bytes == null ? Unpooled.EMPTY_BUFFER : bytes;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !passing) context.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) deadline.cancel(false);
    if (received != null) received.release();
    received = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
