package dev.parley.gateway.websocket;

import dev.parley.protocol.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/// Is given the whole head of a request, and begins the handshake. A client that goes on talking
/// before it was answered is cut.
final class HandshakeReader extends ChannelInboundHandlerAdapter {
  private static final String END = "\r\n\r\n";

  /// Takes over a connection whose head is well-formed. On its loop.
  @FunctionalInterface
  interface Next {
    void begin(ChannelHandlerContext context, RequestHead head);
  }

  private final Next next;
  private boolean begun;

  HandshakeReader(Next next) {
    this.next = next;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (begun || !(message instanceof ByteBuf bytes)) {
        context.close();
        return;
      }
      begun = true;
      context.channel().config().setAutoRead(false);
      begin(context, bytes.toString(StandardCharsets.ISO_8859_1));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, String text) {
    var head = RequestHead.parse(text);
    boolean alone = text.indexOf(END) == text.length() - END.length();
    if (alone && head.isPresent()) {
      next.begin(context, head.get());
    } else {
      HttpRefusal.send(context.channel(), new Problem.Invalid("", "Not a request head"));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
