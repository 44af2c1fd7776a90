package dev.parley.gateway.websocket;

import dev.parley.gateway.Session;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes whole messages of frames and hands them to the session. Keeps nothing between messages.
final class FrameReader extends ChannelInboundHandlerAdapter implements FrameParser.Frames {
  /// Most frames that one message may come in.
  static final int FRAGMENTS_MAX = 1_024;

  /// The first reserved bit, which marks a compressed message.
  private static final int COMPRESSED = 4;

  private static final String SIZE = "At most " + Limits.FRAME_BYTES_MAX + " bytes";
  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

  private final NettyWire wire;
  private final Session session;
  private final FrameParser parser = new FrameParser(Limits.FRAME_BYTES_MAX, this);
  private @Nullable Message open;
  private boolean flushDue;
  private boolean goodbye;

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
      parser.read((ByteBuf) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void frame(int opcode, boolean last, int reserved, byte[] payload) {
    if (opcode == FrameParser.CLOSE && reserved == 0) {
      closed(payload);
      return;
    }
    if (wire.closing()) return;
    boolean first = opcode == FrameParser.TEXT;
    if (reserved != 0 && !(first && wire.deflates() && reserved == COMPRESSED)) {
      malformed("A reserved bit is set");
      return;
    }
    switch (opcode) {
      case FrameParser.TEXT -> text(last, reserved == COMPRESSED, payload);
      case FrameParser.CONTINUATION -> more(last, payload);
      case FrameParser.PING -> {
        if (!session.control()) return;
        wire.pong(payload);
        flushDue = true;
      }
      case FrameParser.PONG -> session.control();
      default -> session.binary();
    }
  }

  private void text(boolean last, boolean compressed, byte[] payload) {
    if (open != null) {
      malformed("A message inside a message");
    } else if (last) {
      whole(payload, compressed);
    } else {
      var message = new Message(compressed);
      open = message;
      append(message, payload);
    }
  }

  private void more(boolean last, byte[] payload) {
    var message = open;
    if (message == null) {
      malformed("A continuation of nothing");
      return;
    }
    if (!append(message, payload) || !last) return;
    open = null;
    whole(message.bytes.toByteArray(), message.compressed);
  }

  private boolean append(Message message, byte[] payload) {
    boolean fits = message.bytes.size() + payload.length <= Limits.FRAME_BYTES_MAX;
    if (fits && ++message.fragments <= FRAGMENTS_MAX) {
      message.bytes.writeBytes(payload);
      return true;
    }
    open = null;
    tooBig();
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
      tooBig();
    } catch (DataFormatException _) {
      session.close(CloseCode.MALFORMED, "Not compressed as agreed");
    }
  }

  /// The other side closes, or agrees to close.
  private void closed(byte[] payload) {
    int code = CloseCodes.read(payload);
    if (code == CloseCodes.INVALID) {
      malformed("Not a way to close");
    } else if (!wire.closing()) {
      wire.close(code, "");
    }
    parser.stop();
    goodbye = true;
  }

  @Override
  public void malformed(String reason) {
    session.close(CloseCode.MALFORMED, reason);
  }

  @Override
  public void tooBig() {
    session.close(CloseCode.TOO_BIG, SIZE);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    session.heard();
    if (goodbye) {
      session.gone();
      context.channel().close();
    } else if (flushDue) {
      flushDue = false;
      context.flush();
    }
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
    if (cause instanceof IOException) {
      wire.abort();
    } else {
      LOG.error("A connection failed", cause);
      session.close(CloseCode.SERVER_FAULT, "");
    }
  }
}
