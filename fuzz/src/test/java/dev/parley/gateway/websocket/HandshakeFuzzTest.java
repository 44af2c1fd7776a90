package dev.parley.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.Refused;
import java.nio.charset.StandardCharsets;

/// The head of a request for a WebSocket: taken or refused, and no answer carries a line of the
/// client's.
class HandshakeFuzzTest {
  @FuzzTest
  void isTakenOrRefused(byte[] bytes) {
    RequestHead.parse(new String(bytes, StandardCharsets.ISO_8859_1))
        .ifPresent(HandshakeFuzzTest::upgrade);
  }

  private static void upgrade(RequestHead head) {
    try {
      var upgrade = Upgrade.of(head);
      assertThat(upgrade.accept()).matches("[A-Za-z0-9+/]{27}=");
      upgrade.deflate().ifPresent(answer -> assertThat(answer).matches("[a-z0-9_; =-]+"));
    } catch (Refused refused) {
      assertThat(refused.problem().code()).isEqualTo("invalid");
    }
  }
}
