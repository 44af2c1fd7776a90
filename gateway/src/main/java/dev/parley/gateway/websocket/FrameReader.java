package dev.parley.gateway.websocket;

import dev.parley.gateway.Session;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes whole messages of frames and hands them to the session. Keeps nothing between messages.
final class FrameReader extends ChannelInboundHandlerAdapter {
  /// Most frames that one message may come in.
  static final int FRAGMENTS_MAX = 1_024;

  /// The first reserved bit, which marks a compressed message.
  private static final int COMPRESSED = 4;

  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

  private final NettyWire wire;
  private final Session session;
  private @Nullable Message open;
  private boolean flushDue;

  FrameReader(NettyWire wire, Session session) {
    this.wire = wire;
    this.session = session;
  }

  /// A message whose last frame has not come.
  private static final class Message {
    final boolean compressed;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int fragments;

    Message(boolean compressed) {
      this.compressed = compressed;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) read(context, frame);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      closed(context, close);
      return;
    }
    if (wire.closing()) return;
    boolean first = frame instanceof TextWebSocketFrame;
    if (frame.rsv() != 0 && !(first && wire.deflates() && frame.rsv() == COMPRESSED)) {
      session.close(CloseCode.MALFORMED, "A reserved bit is set");
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> text(text);
      case ContinuationWebSocketFrame more -> more(more);
      case PingWebSocketFrame ping -> {
        if (!session.control()) return;
        wire.pong(ping.content());
        flushDue = true;
      }
      case PongWebSocketFrame _ -> session.control();
      case BinaryWebSocketFrame _ -> session.binary();
      default -> session.close(CloseCode.MALFORMED, "An unknown frame");
    }
  }

  private void text(TextWebSocketFrame frame) {
    boolean compressed = frame.rsv() == COMPRESSED;
    if (frame.isFinalFragment()) {
      whole(ByteBufUtil.getBytes(frame.content()), compressed);
    } else {
      var message = new Message(compressed);
      open = message;
      append(message, frame.content());
    }
  }

  private void more(ContinuationWebSocketFrame frame) {
    var message = open;
    if (message == null) return;
    if (!append(message, frame.content()) || !frame.isFinalFragment()) return;
    open = null;
    whole(message.bytes.toByteArray(), message.compressed);
  }

  private boolean append(Message message, ByteBuf content) {
    message.bytes.writeBytes(ByteBufUtil.getBytes(content));
    boolean fits = message.bytes.size() <= Limits.FRAME_BYTES_MAX;
    if (fits && ++message.fragments <= FRAGMENTS_MAX) return true;
    open = null;
    session.close(CloseCode.TOO_BIG, "At most " + Limits.FRAME_BYTES_MAX + " bytes");
    return false;
  }

  private void whole(byte[] bytes, boolean compressed) {
    if (!compressed) {
      session.text(bytes);
      return;
    }
    try {
      session.text(Inflation.inflate(bytes));
    } catch (Inflation.TooBig _) {
      session.close(CloseCode.TOO_BIG, "At most " + Limits.FRAME_BYTES_MAX + " bytes");
    } catch (DataFormatException _) {
      session.close(CloseCode.MALFORMED, "Not compressed as agreed");
    }
  }

  /// The other side closes, or agrees to close.
  private void closed(ChannelHandlerContext context, CloseWebSocketFrame frame) {
    if (!wire.closing()) {
      int code = frame.statusCode();
      wire.close(code < 0 ? CloseCode.NORMAL.code() : code, "");
    }
    session.gone();
    context.channel().close();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    session.heard();
    if (!flushDue) return;
    flushDue = false;
    context.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) session.writable();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    open = null;
    session.gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var corrupted = corrupted(cause);
    if (corrupted != null) {
      boolean tooBig = WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(corrupted.closeStatus());
      session.close(
          tooBig ? CloseCode.TOO_BIG : CloseCode.MALFORMED,
          tooBig ? "At most " + Limits.FRAME_BYTES_MAX + " bytes" : "Not a WebSocket frame");
    } else if (cause instanceof IOException) {
      wire.abort();
    } else {
      LOG.error("A connection failed", cause);
      session.close(CloseCode.SERVER_FAULT, "");
    }
  }

  private static @Nullable CorruptedWebSocketFrameException corrupted(Throwable cause) {
    for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CorruptedWebSocketFrameException corrupted) return corrupted;
    }
    return null;
  }
}
