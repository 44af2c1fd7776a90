package dev.parley.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.sending.Sends;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// One connection without a network, and all that its receiver heard.
final class HeardMessages implements Receiver {
  private final MessageRules rules;
  private final EmbeddedChannel channel;
  private final NettyWire wire;
  private final List<String> heard = new ArrayList<>();

  /// What may not be; Netty would swallow an assertion.
  private final List<String> faults = new ArrayList<>();

  private boolean over;

  HeardMessages(boolean deflates, MessageRules rules) {
    this.rules = rules;
    channel = new EmbeddedChannel();
    wire = new NettyWire(channel, Sends.singly(), deflates);
    channel.pipeline().addLast(new FrameReader(wire, this, rules));
  }

  void take(ByteBuf bytes) {
    if (channel.isActive()) channel.writeInbound(bytes);
    assertThat(faults).isEmpty();
  }

  List<String> all() {
    return heard;
  }

  /// All that the client would have been sent, in hexadecimal digits.
  String sent() {
    if (channel.isActive()) channel.flushOutbound();
    var all = Unpooled.buffer();
    for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
      all.writeBytes(sent);
      sent.release();
    }
    return ByteBufUtil.hexDump(all);
  }

  @Override
  public void text(byte[] message) {
    demand(!rules.utf8() || Utf8.isValid(message), "text that is no UTF-8");
    message("text", message);
  }

  @Override
  public void binary(byte[] message) {
    demand(rules.binary(), "bytes where text alone is taken");
    message("binary", message);
  }

  private void message(String kind, byte[] message) {
    demand(!over, "a message after the end");
    demand(message.length <= rules.bytes(), "a message that is too long");
    heard.add(kind + ' ' + HexFormat.of().formatHex(message));
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) faults.add(otherwise);
  }

  @Override
  public boolean control() {
    heard.add("control");
    return true;
  }

  @Override
  public void broken(Breach breach, String detail) {
    demand(!over, "a second end");
    over = true;
    heard.add("broken " + breach + ' ' + detail);
    wire.close(breach.closeCode(), detail);
  }

  @Override
  public void failed() {
    faults.add("the reader failed");
  }

  @Override
  public void heard() {}

  @Override
  public void writable() {}

  @Override
  public void gone() {
    over = true;
  }
}
