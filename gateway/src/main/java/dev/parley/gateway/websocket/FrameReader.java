package dev.parley.gateway.websocket;

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

/// Makes whole messages of frames and hands them to the receiver. Keeps nothing between messages.
final class FrameReader extends ChannelInboundHandlerAdapter implements FrameParser.Frames {
  /// The first reserved bit, which marks a compressed message.
  private static final int COMPRESSED = 4;

  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

  private final NettyWire wire;
  private final Receiver receiver;
  private final MessageRules rules;
  private final FrameParser parser;
  private @Nullable Message open;

  /// What the last ping carried that came while the client did not read: it alone is answered (RFC
  /// 6455, section 5.5.3), so that pings pile up nothing.
  private byte @Nullable [] pongDue;

  private boolean flushDue;
  private boolean goodbye;

  FrameReader(NettyWire wire, Receiver receiver, MessageRules rules) {
    this.wire = wire;
    this.receiver = receiver;
    this.rules = rules;
    parser = new FrameParser(rules.bytes(), this);
  }

  /// A message whose last frame has not come.
  private static final class Message {
    final boolean text;
    final boolean compressed;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final Utf8 utf8 = new Utf8();
    int frames;

    Message(boolean text, boolean compressed) {
      this.text = text;
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
    boolean first = opcode == FrameParser.TEXT || opcode == FrameParser.BINARY;
    if (reserved != 0 && !(first && wire.deflates() && reserved == COMPRESSED)) {
      malformed("A reserved bit is set");
      return;
    }
    switch (opcode) {
      case FrameParser.CONTINUATION -> more(last, payload);
      case FrameParser.PING -> ping(payload);
      case FrameParser.PONG -> receiver.control();
      default -> first(opcode == FrameParser.TEXT, reserved != 0, last, payload);
    }
  }

  private void first(boolean text, boolean compressed, boolean last, byte[] payload) {
    if (open != null) {
      malformed("A message inside a message");
    } else if (!text && !rules.binary()) {
      malformed("Text frames only");
    } else if (last) {
      whole(text, compressed, payload);
    } else {
      open = new Message(text, compressed);
      more(false, payload);
    }
  }

  private void more(boolean last, byte[] payload) {
    var message = open;
    if (message == null) {
      malformed("A continuation of nothing");
    } else if (message.bytes.size() + payload.length > rules.bytes()) {
      tooBig();
    } else if (++message.frames > rules.frames()) {
      broken(Breach.SIZE, "In at most " + rules.frames() + " frames");
    } else if (isHopeless(message, payload)) {
      broken(Breach.DATA, "Not UTF-8");
    } else {
      message.bytes.writeBytes(payload);
      if (!last) return;
      whole(message.text, message.compressed, message.bytes.toByteArray());
    }
    open = null;
  }

  private boolean isHopeless(Message message, byte[] payload) {
    return rules.utf8() && message.text && !message.compressed && !message.utf8.take(payload);
  }

  private void whole(boolean text, boolean compressed, byte[] bytes) {
    try {
      deliver(text, compressed ? Inflation.inflate(bytes, rules.bytes()) : bytes);
    } catch (Inflation.TooBig _) {
      tooBig();
    } catch (DataFormatException _) {
      broken(Breach.DATA, "Not compressed as agreed");
    }
  }

  private void deliver(boolean text, byte[] message) {
    if (!text) receiver.binary(message);
    else if (rules.utf8() && !Utf8.isValid(message)) broken(Breach.DATA, "Not UTF-8");
    else receiver.text(message);
  }

  private void ping(byte[] payload) {
    if (!receiver.control()) return;
    if (wire.writable()) {
      wire.pong(payload);
      flushDue = true;
    } else {
      pongDue = payload;
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

  /// Who is closing has said why, and once is enough.
  private void broken(Breach breach, String detail) {
    if (!wire.closing()) receiver.broken(breach, detail);
  }

  @Override
  public void malformed(String reason) {
    broken(Breach.PROTOCOL, reason);
  }

  @Override
  public void tooBig() {
    broken(Breach.SIZE, "At most " + rules.bytes() + " bytes");
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    receiver.heard();
    if (goodbye) {
      receiver.gone();
      wire.end();
    } else if (flushDue) {
      flushDue = false;
      context.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) return;
    var payload = pongDue;
    pongDue = null;
    if (payload != null) wire.pong(payload);
    receiver.writable();
    if (payload != null) context.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    open = null;
    receiver.gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      wire.abort();
    } else {
      LOG.error("A connection failed", cause);
      receiver.failed();
    }
  }
}
