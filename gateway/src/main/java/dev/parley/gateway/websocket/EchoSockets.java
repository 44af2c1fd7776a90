package dev.parley.gateway.websocket;

import dev.parley.gateway.fanout.WireFrame;
import dev.parley.gateway.front.WebSocketHandover;
import dev.parley.gateway.sending.Sends;
import dev.parley.protocol.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;

/// Sends back what it is sent, to anyone, as the test suites of the WebSocket protocol want it. The
/// bytes go through the same handlers as a session's; only the bounds are wider, and the close
/// codes are those of RFC 6455. No part of the product: an operator opens it on a machine of their
/// own to have the protocol tried.
public final class EchoSockets implements WebSocketHandover {
  /// Where clients ask for one.
  public static final String PATH = "/conformance/echo";

  /// The longest message, and so the longest frame.
  static final int MESSAGE_BYTES_MAX = 16 << 20;

  /// Most frames that one message may come in.
  static final int FRAMES_MAX = 65_536;

  private static final MessageRules RULES =
      new MessageRules(MESSAGE_BYTES_MAX, FRAMES_MAX, true, true);
  private static final int SERVER_FAULT = 1011;

  @Override
  public void adopt(ChannelHandlerContext context) {
    context.pipeline().addLast(new HandshakeReader(EchoSockets::begin));
  }

  private static void begin(ChannelHandlerContext context, RequestHead head) {
    var channel = context.channel();
    try {
      var upgrade = Upgrade.of(head);
      upgrade.answer(channel, Optional.empty());
      var wire = new NettyWire(channel, Sends.singly(), upgrade.deflate().isPresent());
      var reader = new FrameReader(wire, new Echo(channel, wire), RULES);
      context.pipeline().addLast(reader).remove(context.handler());
      channel.flush();
      channel.config().setAutoRead(true);
    } catch (Refused e) {
      HttpRefusal.send(channel, e.problem());
    }
  }

  /// Says everything twice, and reads no further while it is not being read.
  private record Echo(Channel channel, NettyWire wire) implements Receiver {
    @Override
    public void text(byte[] message) {
      send(WireFrame.lasting(message));
    }

    @Override
    public void binary(byte[] message) {
      send(WireFrame.binary(message));
    }

    private void send(WireFrame frame) {
      var bytes = wire.allocate(frame.length(wire.deflates()));
      frame.writeTo(bytes, wire.deflates());
      wire.write(bytes);
      wire.flush();
      if (!wire.writable()) channel.config().setAutoRead(false);
    }

    @Override
    public boolean control() {
      return true;
    }

    @Override
    public void broken(Breach breach, String detail) {
      wire.close(breach.closeCode(), detail);
      // The goodbye has to be heard.
      writable();
    }

    @Override
    public void failed() {
      wire.close(SERVER_FAULT, "");
    }

    @Override
    public void heard() {}

    @Override
    public void writable() {
      channel.config().setAutoRead(true);
    }

    @Override
    public void gone() {}
  }
}
