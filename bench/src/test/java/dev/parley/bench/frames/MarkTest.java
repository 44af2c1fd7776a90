package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkTest {
  @Test
  void whatIsWrittenIsRead() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long clock = random.nextLong();
      int stream = random.nextInt();
      int number = random.nextInt();
      var text = new byte[Mark.LENGTH];
      Mark.write(text, clock, stream, number);
      var bytes = Unpooled.wrappedBuffer(text);
      assertThat(Mark.isAt(bytes, 0)).isTrue();
      assertThat(Mark.clock(bytes, 0)).as("seed %d", seed).isEqualTo(clock);
      assertThat(Mark.stream(bytes, 0)).isEqualTo(stream);
      assertThat(Mark.number(bytes, 0)).isEqualTo(number);
    }
  }

  @Test
  void itIsFoundAmongWhatLooksLikeIt() {
    var text = "a@b@@#" + "c@#".repeat(3) + Mark.PLACE;
    var bytes = Unpooled.copiedBuffer(text + "@#0", US_ASCII);
    // Any `@#` with as many bytes after it counts: a server under test does not write one itself.
    assertThat(Mark.find(bytes, 0, bytes.readableBytes())).isEqualTo(4);
    int last = text.length() - Mark.LENGTH;
    assertThat(Mark.find(bytes, last - 1, bytes.readableBytes())).isEqualTo(last);
  }

  @Test
  void oneThatIsCutOffIsNotFound() {
    var bytes = Unpooled.copiedBuffer("text " + Mark.PLACE, US_ASCII);
    assertThat(Mark.find(bytes, 0, bytes.readableBytes())).isEqualTo(5);
    assertThat(Mark.find(bytes, 0, bytes.readableBytes() - 1)).isEqualTo(-1);
    assertThat(Mark.find(bytes, 0, 3)).isEqualTo(-1);
  }

  @Test
  void theLastPlaceIsTriedFirst() {
    var marks = new Marks();
    var early = Unpooled.copiedBuffer("ab" + Mark.PLACE + "cd", US_ASCII);
    var late = Unpooled.copiedBuffer("abcdef" + Mark.PLACE, US_ASCII);
    assertThat(marks.first(early, 0, early.readableBytes())).isEqualTo(2);
    assertThat(marks.first(late, 0, late.readableBytes())).isEqualTo(6);
    assertThat(marks.first(late, 0, late.readableBytes())).isEqualTo(6);
    assertThat(marks.first(early, 0, early.readableBytes())).isEqualTo(2);
    assertThat(marks.first(Unpooled.copiedBuffer("abc", US_ASCII), 0, 3)).isEqualTo(-1);
  }
}
