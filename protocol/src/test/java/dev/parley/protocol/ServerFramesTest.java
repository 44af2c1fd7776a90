package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServerFramesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T06:30:00.123Z");
  private static final Instant LATER = Instant.parse("2026-11-21T06:45:00Z");
  private static final Topic CONVERSATION = Topic.conversation(id("c1"));

  @Test
  void readySaysWhoIsConnectedAndTheLimits() {
    var ready = new ServerFrames.Ready(id("e1"), id("b1"), id("a1"), LATER, NOON);
    assertGolden("ready", ServerFrames.ready(ready));
  }

  @Test
  void aReplyCarriesTheCommandsId() {
    assertGolden("reply.ping", ServerFrames.reply(Optional.of("3"), "{}"));
    assertGolden("reply.message.read", ServerFrames.reply(Optional.of("8"), "{\"readSeq\":17}"));
  }

  @Test
  void aSubscriptionIsAnsweredWithItsPositionAndTheMissedEvents() {
    var at = new ServerFrames.Subscribed(CONVERSATION, Optional.of("1"), 44, true, false);
    var event = bytes(Catalogue.golden("server/message.new"));
    assertGolden("reply.subscribe", ServerFrames.subscribed(Optional.of("1"), at, List.of(event)));
    var lost = new ServerFrames.Subscribed(CONVERSATION, Optional.of("2"), 3, false, false);
    assertGolden(
        "reply.subscribe.lost", ServerFrames.subscribed(Optional.of("1"), lost, List.of()));
    var ephemeral = ServerFrames.Subscribed.ephemeral(Topic.user(id("a2")));
    assertGolden(
        "reply.subscribe.ephemeral",
        ServerFrames.subscribed(Optional.of("1"), ephemeral, List.of()));
  }

  @Test
  void manyEventsAreOneArray() {
    var at = new ServerFrames.Subscribed(CONVERSATION, Optional.of("1"), 3, true, true);
    var events = List.of(bytes("{\"a\":1}"), bytes("{\"b\":2}"), bytes("{\"c\":3}"));
    var frame = Catalogue.JSON.readTree(ServerFrames.subscribed(Optional.empty(), at, events));
    assertThat(frame.get("payload").get("events").toString())
        .isEqualTo("[{\"a\":1},{\"b\":2},{\"c\":3}]");
    assertThat(frame.has("id")).isFalse();
  }

  @Test
  void anErrorSaysWhyAndWhetherToTryAgain() {
    var limited = new Problem.RateLimited(Duration.ofMillis(240));
    assertGolden("error", ServerFrames.error(Optional.of("5"), limited, Optional.empty()));
    var invalid = new Problem.Invalid("conversationId", "Not an id: \"x\"");
    assertGolden(
        "error.invalid",
        ServerFrames.error(
            Optional.of("5"), invalid, Optional.of("4bf92f3577b34da6a3ce929d0e0e4736")));
    var malformed = new Problem.Invalid("", "Not a JSON object");
    assertGolden(
        "error.malformed", ServerFrames.error(Optional.empty(), malformed, Optional.empty()));
  }

  @Test
  void controlFramesAreAsTheCatalogueSays() {
    assertGolden("token.expiring", ServerFrames.tokenExpiring(LATER));
    assertGolden("session.drain", ServerFrames.sessionDrain(Duration.ofMillis(1730)));
    assertGolden(
        "subscription.ended",
        ServerFrames.subscriptionEnded(CONVERSATION, new Problem.NotFound("conversation")));
  }

  @Test
  void everyTextComesBackAsItWas() {
    var text = new StringBuilder("\u007f\u2028\u2029\uFEFF🙂\"\\/é");
    for (char c = 0; c < 0x20; c++) text.append(c);
    var problem = new Problem.Invalid("f", text.toString());
    var frame = ServerFrames.error(Optional.of("\"\\\n"), problem, Optional.empty());
    var tree = Catalogue.JSON.readTree(frame);
    assertThat(tree.get("payload").get("detail").asString()).isEqualTo(text.toString());
    assertThat(tree.get("id").asString()).isEqualTo("\"\\\n");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    for (var half : List.of("a\uD83D", "\uDE42b", "\uD83Dx\uDE42")) {
      var problem = new Problem.Invalid("f", half);
      var frame = ServerFrames.error(Optional.empty(), problem, Optional.empty());
      var detail = Catalogue.JSON.readTree(frame).get("payload").get("detail").asString();
      assertThat(detail).isEqualTo(half.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD"));
    }
  }

  private static void assertGolden(String name, byte[] frame) {
    assertThat(new String(frame, StandardCharsets.UTF_8))
        .isEqualTo(Catalogue.golden("server/" + name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static UUID id(String end) {
    return UUID.fromString("01961f00-0000-7000-8000-0000000000" + end);
  }
}
