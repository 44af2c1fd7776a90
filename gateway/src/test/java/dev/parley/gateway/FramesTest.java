package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Json;
import dev.parley.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Sending.class)
class FramesTest {
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

  private final Node node;

  FramesTest(Sending sending) {
    node = Node.start(sending);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Client deflating() {
    return Client.open(node.address(), node.doorman.token(node.person()), DEFLATE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"type\":1}", "{\"type\":\"echo\"", "hello", "{} {}"})
  void whatIsNoFrameIsToldSoAndClosed(String text) {
    try (var client = node.connect()) {
      client.text(text);
      assertThat(client.awaitClose()).isEqualTo(4400);
      var error = client.frames().getLast();
      assertThat(error.path("type").asString()).isEqualTo("error");
      assertThat(error.path("payload").path("code").asString()).isEqualTo("invalid");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreClosed() {
    try (var client = node.connect()) {
      client.frame(0x81, new byte[] {'{', '"', (byte) 0xC3, 0x28});
      assertThat(client.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aBinaryFrameIsClosed() {
    try (var client = node.connect()) {
      client.frame(0x82, utf8("{}"));
      assertThat(client.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aFrameOfTheLargestSizePassesAndOneByteMoreDoesNot() {
    try (var client = node.connect()) {
      client.text(sized(65_536));
      client.awaitAnswer("big");
      client.text(sized(65_537));
      assertThat(client.awaitClose()).isEqualTo(1009);
    }
  }

  private static String sized(int length) {
    var start = "{\"id\":\"big\",\"type\":\"echo\",\"payload\":{\"a\":\"";
    return start + "x".repeat(length - start.length() - 3) + "\"}}";
  }

  @Test
  void fragmentsAreJoinedAndBoundedTogether() {
    var text = utf8("{\"id\":\"f\",\"type\":\"echo\",\"payload\":{\"a\":\"ü\"}}");
    try (var client = node.connect()) {
      client.frame(0x01, Arrays.copyOf(text, 40));
      client.frame(0x89, utf8("between"));
      client.frame(0x80, Arrays.copyOfRange(text, 40, text.length));
      assertThat(client.awaitAnswer("f").path("payload").path("a").asString()).isEqualTo("ü");
      client.frame(0x01, new byte[60_000]);
      client.frame(0x00, new byte[60_000]);
      assertThat(client.awaitClose()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC1, 0xA1, 0x83, 0x80})
  void reservedBitsAndOrphansAreClosed(int first) {
    try (var client = node.connect()) {
      client.frame(first, utf8("{}"));
      assertThat(client.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aFrameWithoutAMaskIsClosed() {
    try (var client = node.connect()) {
      client.write(new byte[] {(byte) 0x81, 2, '{', '}'});
      assertThat(client.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aCloseIsAnswered() {
    try (var client = node.connect()) {
      client.frame(0x88, new byte[] {0x03, (byte) 0xE8});
      assertThat(client.awaitClose()).isEqualTo(1000);
      Await.until("the session has gone", () -> node.gateway.connections() == 0);
    }
  }

  @Test
  void aCompressedCommandIsReadAndALongReplyIsCompressed() {
    try (var client = deflating()) {
      assertThat(client.head())
          .contains("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
      client.frame(0xC1, Deflate.deflate(utf8(sized(60_000))));
      assertThat(client.awaitAnswer("big").path("payload").path("a").asString())
          .hasSizeGreaterThan(59_900);
      assertThat(client.compressed()).isPositive();
      int before = client.compressed();
      client.call("echo", Map.of("short", true));
      assertThat(client.compressed()).isEqualTo(before);
    }
  }

  @Test
  void anEventReachesCompressingAndPlainReadersAlike() {
    var topic = node.topic();
    try (var plain = node.connect();
        var compressing = deflating()) {
      for (var client : new Client[] {plain, compressing}) {
        client.call("subscribe", Map.of("topic", topic.toString()));
      }
      node.publish(topic, Json.write(Map.of("text", "again ".repeat(500))));
      node.publish(topic, "{\"text\":\"short\"}");
      for (var client : new Client[] {plain, compressing}) client.awaitOffset(2);
      assertThat(plain.frames().getLast()).isEqualTo(compressing.frames().getLast());
      assertThat(compressing.compressed()).isEqualTo(1);
      assertThat(plain.compressed()).isZero();
    }
  }

  @Test
  void aBombOfCompressionIsClosedAndCostsNothing() {
    var bomb = Deflate.deflate(new byte[60 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(65_536);
    for (int i = 0; i < 20; i++) {
      try (var client = deflating()) {
        client.frame(0xC1, bomb);
        assertThat(client.awaitClose()).isEqualTo(1009);
      }
    }
  }

  @Test
  void whatIsNotCompressedAsAgreedIsClosed() {
    try (var client = deflating()) {
      client.frame(0xC1, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
      assertThat(client.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void tooManyFramesAreRefusedWithAMomentToTryAgain() {
    try (var client = node.connect()) {
      for (int i = 0; i < 260; i++) client.send("ping", Map.of());
      var refused = client.await("a refusal", f -> f.path("type").asString().equals("error"));
      assertThat(refused.path("payload").path("code").asString()).isEqualTo("rate_limited");
      assertThat(refused.path("payload").path("retryAfterMs").asLong()).isBetween(1L, 11L);
      assertThat(refused.path("id").asString()).startsWith("c");
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void aClientThatKeepsOnIsClosed() {
    try (var client = node.connect()) {
      for (int i = 0; i < 20_000 && client.isOpen(); i++) {
        try {
          client.send("ping", Map.of());
        } catch (IllegalStateException _) {
          break;
        }
      }
      assertThat(client.awaitClose()).isEqualTo(4429);
    }
  }

  @Test
  void aFloodOfPingsIsClosedToo() {
    try (var client = node.connect()) {
      for (int i = 0; i < 20_000 && client.isOpen(); i++) {
        try {
          client.frame(0x89, new byte[0]);
        } catch (IllegalStateException _) {
          break;
        }
      }
      assertThat(client.awaitClose()).isEqualTo(4429);
    }
  }
}
