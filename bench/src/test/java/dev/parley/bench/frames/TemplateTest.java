package dev.parley.bench.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent is what a server reads.
class TemplateTest {
  private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 125, 126, 127, 65_535})
  void everyLengthIsFramedAndMasked(int length) {
    var text = "é".repeat(length / 2) + "x".repeat(length % 2);
    assertThat(received(Template.text(text).plain(ALLOCATOR))).isEqualTo(text);
  }

  @Test
  void allMarksAreFilledInWhereverTheyAre() {
    for (var lead : new String[] {"", "a", "ab", "abc"}) {
      var template = Template.text(lead + Mark.PLACE + "|" + Mark.PLACE);
      var mark = "@#000000000000002a0000000700000009";
      assertThat(received(template.marked(ALLOCATOR, 42, 7, 9)))
          .isEqualTo(lead + mark + "|" + mark);
    }
  }

  @Test
  void countsAreNumbersAsJsonWritesThem() {
    var template = Template.text("{\"version\":" + Mark.COUNT + "}");
    assertThat(received(template.marked(ALLOCATOR, 42, 7, 0)))
        .isEqualTo("{\"version\":         1}");
    assertThat(received(template.marked(ALLOCATOR, 42, 7, 99_999)))
        .isEqualTo("{\"version\":    100000}");
  }

  private static String received(io.netty.buffer.ByteBuf bytes) {
    var channel =
        new EmbeddedChannel(
            new WebSocket13FrameDecoder(
                WebSocketDecoderConfig.newBuilder().expectMaskedFrames(true).build()));
    channel.writeInbound(bytes);
    TextWebSocketFrame frame = channel.readInbound();
    try {
      return frame.content().toString(UTF_8);
    } finally {
      frame.release();
      channel.finishAndReleaseAll();
    }
  }
}
