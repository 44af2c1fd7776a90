package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
  private static final int FIN = 0x80;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /// Lengths on both sides of where the header changes, messages in pieces, control between.
  private static final byte[] STREAM =
      joined(
          frame(FIN | TEXT, ""),
          frame(FIN | TEXT, "a"),
          frame(FIN | TEXT, "b".repeat(125)),
          frame(FIN | TEXT, "c".repeat(126)),
          frame(FIN | PING, "are you there"),
          frame(TEXT, "one "),
          frame(CONTINUATION, ""),
          frame(FIN | PING, ""),
          frame(CONTINUATION, "two "),
          frame(FIN | CONTINUATION, "three"),
          frame(FIN | PONG, "ignored"),
          frame(FIN | TEXT, "d".repeat(300)),
          frame(TEXT, "x".repeat(126)),
          frame(FIN | CONTINUATION, "y".repeat(127)),
          frame(FIN | CLOSE, "\u0003\u00e8" + "bye"));

  private static final List<String> HEARD =
      List.of(
          "message ",
          "message a",
          "message " + "b".repeat(125),
          "message " + "c".repeat(126),
          "ping are you there",
          "ping ",
          "message one two three",
          "message " + "d".repeat(300),
          "message " + "x".repeat(126) + "y".repeat(127),
          "closed 1000 bye");

  @Test
  void aStreamInOnePieceIsHeard() {
    assertThat(heard(STREAM, STREAM.length)).isEqualTo(HEARD);
  }

  @Test
  void itIsHeardAlikeWhereverItIsCutInTwo() {
    for (int cut = 1; cut < STREAM.length; cut++) {
      assertThat(heard(STREAM, cut, STREAM.length - cut)).as("cut at %d", cut).isEqualTo(HEARD);
    }
  }

  @Test
  void itIsHeardAlikeInPiecesOfEverySize() {
    for (int size = 1; size <= STREAM.length; size++) {
      var pieces = new int[(STREAM.length + size - 1) / size];
      Arrays.fill(pieces, size);
      assertThat(heard(STREAM, pieces)).as("pieces of %d", size).isEqualTo(HEARD);
    }
  }

  @Test
  void itIsHeardAlikeInPiecesOfAnySize() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      var pieces = random.ints(STREAM.length, 1, 1 + (1 << random.nextInt(9))).toArray();
      assertThat(heard(STREAM, pieces)).as("seed %d run %d", seed, run).isEqualTo(HEARD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 70_000})
  void longFramesAreHeardWhereverTheirHeaderIsCut(int length) {
    var stream = joined(frame(FIN | TEXT, "z".repeat(length)), frame(FIN | TEXT, "end"));
    for (int cut = 1; cut < 12; cut++) {
      assertThat(heard(stream, cut, length, stream.length))
          .containsExactly("message " + "z".repeat(length), "message end");
    }
  }

  @Test
  void whatIsNotOfTheProtocolIsRefused() {
    refused(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}, "masked");
    refused(new byte[] {(byte) 0xC1, 0}, "reserved");
    refused(new byte[] {(byte) 0x83, 0}, "unknown frame");
    refused(new byte[] {(byte) 0x8B, 0}, "unknown control");
    refused(frame(FIN | CONTINUATION, "x"), "astray");
    refused(joined(frame(TEXT, "x"), frame(FIN | TEXT, "y")), "astray");
    refused(frame(PING, "x"), "control");
    refused(frame(FIN | PING, "x".repeat(126)), "control");
    refused(new byte[] {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1}, "a frame of");
    refused(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0x7F, 0, 0, 0}, "a frame of");
  }

  private static void refused(byte[] stream, String why) {
    assertThatThrownBy(() -> heard(stream, stream.length))
        .isInstanceOf(FrameParser.Fault.class)
        .hasMessageContaining(why);
  }

  private static List<String> heard(byte[] stream, int... pieces) {
    var heard = new ArrayList<String>();
    var parser = new FrameParser(new Listing(heard));
    int at = 0;
    for (int i = 0; i < pieces.length && at < stream.length; i++) {
      int length = Math.min(pieces[i], stream.length - at);
      parser.read(Unpooled.copiedBuffer(stream, at, length));
      at += length;
    }
    assertThat(at).isEqualTo(stream.length);
    return heard;
  }

  private record Listing(List<String> heard) implements FrameSink {
    @Override
    public void message(ByteBuf bytes, int start, int length) {
      heard.add("message " + bytes.toString(start, length, UTF_8));
    }

    @Override
    public void ping(ByteBuf bytes, int start, int length) {
      heard.add("ping " + bytes.toString(start, length, UTF_8));
    }

    @Override
    public void closed(int code, String reason) {
      heard.add("closed " + code + " " + reason);
    }
  }

  /// As a server sends it: not masked. Characters are bytes.
  private static byte[] frame(int head, String payload) {
    var bytes = payload.getBytes(ISO_8859_1);
    var out = Unpooled.buffer().writeByte(head);
    if (bytes.length < 126) out.writeByte(bytes.length);
    else if (bytes.length < 65_536) out.writeByte(126).writeShort(bytes.length);
    else out.writeByte(127).writeLong(bytes.length);
    out.writeBytes(bytes);
    var frame = new byte[out.readableBytes()];
    out.readBytes(frame);
    return frame;
  }

  private static byte[] joined(byte[]... parts) {
    var all = Unpooled.wrappedBuffer(parts);
    return ByteBufUtil.getBytes(all);
  }
}
