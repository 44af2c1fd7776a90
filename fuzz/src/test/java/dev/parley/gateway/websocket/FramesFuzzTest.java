package dev.parley.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/// Bytes on an open connection: frames, messages in pieces, compression. They are understood the
/// same however they are cut, nothing follows a breach, and no message is longer than allowed.
class FramesFuzzTest {
  private static final int MESSAGE_BYTES_MAX = 4_096;
  private static final int FRAMES_MAX = 16;

  private static final List<MessageRules> RULES =
      List.of(
          new MessageRules(MESSAGE_BYTES_MAX, FRAMES_MAX, false, false),
          new MessageRules(MESSAGE_BYTES_MAX, FRAMES_MAX, true, true));

  @FuzzTest
  @Timeout(10)
  void framesAreTheSameHoweverTheyAreCut(byte[] bytes) {
    if (bytes.length < 2) return;
    boolean deflates = (bytes[0] & 1) != 0;
    var rules = RULES.get((bytes[0] >> 1) & 1);
    int step = 1 + (bytes[1] & 0x7F);
    var whole = new HeardMessages(deflates, rules);
    whole.take(Unpooled.wrappedBuffer(bytes, 2, bytes.length - 2));
    var cut = new HeardMessages(deflates, rules);
    for (int at = 2; at < bytes.length; at += step) {
      cut.take(Unpooled.wrappedBuffer(bytes, at, Math.min(step, bytes.length - at)));
    }
    assertThat(cut.all()).isEqualTo(whole.all());
    assertThat(cut.sent()).isEqualTo(whole.sent());
  }
}
