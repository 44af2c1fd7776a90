package dev.parley.gateway.websocket;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// A well-formed request for a WebSocket (RFC 6455, section 4.2.1), and what it is answered.
///
/// @param deflate the compression to answer with
record Upgrade(String accept, Optional<String> deflate) {
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  /// Refuses with `invalid` what is not of that form.
  static Upgrade of(RequestHead head) {
    if (!head.upgrades()) throw invalid("upgrade");
    if (head.only("host").isEmpty()) throw invalid("host");
    if (!head.only("sec-websocket-version").equals(Optional.of("13"))) {
      throw invalid("sec-websocket-version");
    }
    if (head.has("content-length") || head.has("transfer-encoding")) throw invalid("body");
    var deflate = DeflateOffer.choose(head.items("sec-websocket-extensions"));
    return new Upgrade(accept(key(head)), deflate);
  }

  static Refused invalid(String header) {
    return new Problem.Invalid(header, "Not a WebSocket request").refused();
  }

  private static String key(RequestHead head) {
    var key = head.only("sec-websocket-key").orElseThrow(() -> invalid("sec-websocket-key"));
    try {
      if (Base64.getDecoder().decode(key).length == KEY_BYTES) return key;
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw invalid("sec-websocket-key");
  }

  private static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      var hash = digest.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Answers 101, unflushed. What comes next are frames.
  ///
  /// @param subprotocol the one that was chosen, if any
  void answer(Channel channel, Optional<String> subprotocol) {
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    var text =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Accept: " + accept + "\r\n")
            + subprotocol.map(name -> "Sec-WebSocket-Protocol: " + name + "\r\n").orElse("")
            + deflate.map(name -> "Sec-WebSocket-Extensions: " + name + "\r\n").orElse("")
            + "\r\n";
    channel.write(ByteBufUtil.writeAscii(channel.alloc(), text), channel.voidPromise());
  }
}
