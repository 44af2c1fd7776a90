package dev.parley.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
  private static final int PAYLOAD_MAX = 70_000;

  private final List<String> heard = new ArrayList<>();
  private final FrameParser parser = new FrameParser(PAYLOAD_MAX, new Recorder());

  private final class Recorder implements FrameParser.Frames {
    @Override
    public void frame(int opcode, boolean last, int reserved, byte[] payload) {
      heard.add(line(opcode, last, reserved, payload));
    }

    @Override
    public void malformed(String reason) {
      heard.add("malformed");
    }

    @Override
    public void tooBig() {
      heard.add("too big");
    }
  }

  private static String line(int opcode, boolean last, int reserved, byte[] payload) {
    var text = HexFormat.of().formatHex(payload);
    return opcode + " " + last + " " + reserved + " " + text.hashCode() + " " + payload.length;
  }

  private void read(byte[] bytes) {
    parser.read(Unpooled.wrappedBuffer(bytes));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void framesAreTheSameHoweverTheirBytesAreCut(long seed) {
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    var stream = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) stream.writeBytes(randomFrame(random, expected));
    var all = Unpooled.directBuffer().writeBytes(stream.toByteArray());
    while (all.isReadable()) {
      int length = 1 + random.nextInt(random.nextBoolean() ? 5 : 20_000);
      parser.read(all.readSlice(Math.min(length, all.readableBytes())));
    }
    all.release();
    assertThat(heard).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void framesAreTheSameByteByByte() {
    var random = new Random(9);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      for (byte one : randomFrame(random, expected)) read(new byte[] {one});
    }
    assertThat(heard).isEqualTo(expected);
  }

  private static byte[] randomFrame(Random random, List<String> expected) {
    int opcode = new int[] {0, 1, 2, 8, 9, 10}[random.nextInt(6)];
    boolean last = opcode >= 8 || random.nextBoolean();
    int reserved = random.nextInt(8);
    int[] lengths = {0, 1, 7, 8, 9, 124, 125, 126, 127, 500, 65_535, 65_536, PAYLOAD_MAX};
    int length = lengths[random.nextInt(opcode >= 8 ? 7 : lengths.length)];
    var payload = new byte[length];
    random.nextBytes(payload);
    expected.add(line(opcode, last, reserved, payload));
    return frame((last ? 0x80 : 0) | (reserved << 4) | opcode, payload, random.nextInt());
  }

  private static byte[] frame(int first, byte[] payload, int mask) {
    ByteBuf out = Unpooled.buffer().writeByte(first);
    if (payload.length < 126) out.writeByte(0x80 | payload.length);
    else if (payload.length < 65_536) out.writeByte(0x80 | 126).writeShort(payload.length);
    else out.writeByte(0x80 | 127).writeLong(payload.length);
    out.writeInt(mask);
    for (int i = 0; i < payload.length; i++) {
      out.writeByte(payload[i] ^ (mask >> (24 - 8 * (i & 3))));
    }
    var bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "8105, malformed", // no mask
    "8385, malformed", // reserved opcode
    "8b85, malformed", // reserved control opcode
    "0985, malformed", // a ping in pieces
    "89fe007e, malformed", // a long ping
    "81fe007d00000000, malformed", // a length that needs no 16 bits
    "81ff000000000000ffff00000000, malformed", // a length that needs no 64 bits
    "81ffffffffffffffffff00000000, malformed", // a negative length
    "81ff000000000001117100000000, too big", // one more than allowed
    "81ff7fffffffffffffff00000000, too big",
  })
  void whatNoClientMaySendIsRefusedBeforeItsPayloadComes(String hex, String verdict) {
    read(bytes(hex));
    assertThat(heard).containsExactly(verdict);
    read(bytes("818000000000"));
    assertThat(heard).hasSize(1);
  }

  @Test
  void whatNoClientMaySendIsRefusedInPiecesToo() {
    for (byte one : bytes("81ff000000000001117100000000")) read(new byte[] {one});
    assertThat(heard).containsExactly("too big");
  }

  @Test
  void whatIsKeptOfAFrameGrowsWithWhatHasCome() {
    read(bytes("81ff000000000001117000000000"));
    assertThat(parser.keptBytes()).isLessThan(1_000);
    read(new byte[PAYLOAD_MAX - 1]);
    assertThat(parser.keptBytes()).isBetween(PAYLOAD_MAX, PAYLOAD_MAX * 2);
    read(new byte[1]);
    assertThat(heard).hasSize(1);
    assertThat(parser.keptBytes()).isZero();
  }

  @Test
  void whoHasStoppedHearsNothing() {
    read(bytes("81"));
    parser.stop();
    read(bytes("8000000000"));
    assertThat(heard).isEmpty();
    assertThat(parser.keptBytes()).isZero();
  }
}
