package dev.parley.gateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

/// The first bytes of a connection: what has been decided stays so, whatever follows.
class HeadFuzzTest {
  private static final String LINE = "GET /api/v1/ws";

  @FuzzTest
  void whatIsDecidedStays(byte[] bytes) {
    var decided = Head.Kind.UNDECIDED;
    for (int length = 0; length <= Math.min(bytes.length, FrontLimits.HEAD_BYTES_MAX); length++) {
      var kind = Head.kind(Unpooled.wrappedBuffer(bytes, 0, length), LINE);
      if (decided != Head.Kind.UNDECIDED) assertThat(kind).isEqualTo(decided);
      decided = kind;
    }
    if (bytes.length >= FrontLimits.HEAD_BYTES_MAX) {
      assertThat(decided).isNotEqualTo(Head.Kind.UNDECIDED);
    }
  }
}
