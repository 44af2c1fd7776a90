package dev.parley.features.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.platform.events.Event;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Server SERVER = new Server();
  private static final OptionalLong NONE = OptionalLong.empty();

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");
  private final ConversationId id = world.group(ada, bob);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private MessagePage page(OptionalLong before, OptionalLong after, int limit) {
    var member = SERVER.conversations.member(ada, id).orElseThrow();
    return SERVER.messages.history(member, before, after, limit);
  }

  private static List<Long> seqs(MessagePage page) {
    return page.messages().stream().map(Message::seq).toList();
  }

  @Test
  void historyIsReadFromEitherEnd() {
    for (int i = 0; i < 7; i++) world.send(ada, id, "Text " + i);
    assertThat(seqs(page(NONE, NONE, 3))).containsExactly(5L, 6L, 7L);
    assertThat(page(NONE, NONE, 3).hasMore()).isTrue();
    assertThat(seqs(page(OptionalLong.of(5), NONE, 9))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(page(OptionalLong.of(5), NONE, 9).hasMore()).isFalse();
    assertThat(seqs(page(NONE, OptionalLong.of(2), 3))).containsExactly(3L, 4L, 5L);
    assertThat(page(NONE, OptionalLong.of(2), 3).hasMore()).isTrue();
    assertThat(seqs(page(OptionalLong.of(5), OptionalLong.of(2), 9))).containsExactly(3L, 4L);
    assertThat(page(NONE, OptionalLong.of(7), 3).messages()).isEmpty();
  }

  @Test
  void aPageOfHistoryIsBoundByBytesFromEitherEnd() {
    int count = 40;
    var large = "\u20ac".repeat(MessageDraft.CONTENT_LENGTH_MAX);
    int fit = Messages.PAGE_BYTES_MAX / large.getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < count; i++) world.send(ada, id, large);
    var newest = page(NONE, NONE, Messages.PAGE_MAX);
    assertThat(seqs(newest)).hasSize(fit).endsWith((long) count);
    assertThat(newest.hasMore()).isTrue();
    var oldest = page(NONE, OptionalLong.of(0), Messages.PAGE_MAX);
    assertThat(seqs(oldest)).hasSize(fit).startsWith(1L);
    assertThat(oldest.hasMore()).isTrue();
    var rest = page(OptionalLong.of(count - fit + 1), NONE, Messages.PAGE_MAX);
    assertThat(seqs(rest)).hasSize(count - fit).startsWith(1L).endsWith((long) count - fit);
    assertThat(rest.hasMore()).isFalse();
  }

  @Test
  void onlyItsSenderEditsAMessageAndNoTombstone() {
    var message = world.send(ada, id, "One");
    assertThat(World.refusal(() -> SERVER.messages.edit(bob, id, message.id(), "Mine")))
        .isEqualTo("forbidden");
    var edited = SERVER.messages.edit(ada, id, message.id(), "Two");
    assertThat(edited.content()).contains("Two");
    assertThat(edited.editedAt()).isPresent();
    SERVER.messages.delete(ada, id, message.id());
    assertThat(World.refusal(() -> SERVER.messages.edit(ada, id, message.id(), "Three")))
        .isEqualTo("gone");
  }

  @Test
  void itsSenderAndTheOwnerDeleteAMessageAndATombstoneStaysOne() {
    var one = world.send(ada, id, "Ada's");
    var other = world.send(bob, id, "Bob's");
    assertThat(World.refusal(() -> SERVER.messages.delete(bob, id, one.id())))
        .isEqualTo("forbidden");
    var tombstone = SERVER.messages.delete(ada, id, other.id());
    assertThat(tombstone.content()).isEmpty();
    assertThat(tombstone.deletedAt()).isPresent();
    assertThat(tombstone.seq()).isEqualTo(2);
    assertThat(SERVER.messages.delete(bob, id, other.id())).isEqualTo(tombstone);
    assertThat(world.types(id.topic()))
        .containsExactly("message.new", "message.new", "message.deleted");
  }

  @Test
  void aMessageIsReachedThroughItsOwnConversationAlone() {
    var message = world.send(ada, id, "One");
    var other = world.direct(ada, bob);
    assertThat(World.refusal(() -> SERVER.messages.edit(ada, other, message.id(), "Two")))
        .isEqualTo("not_found");
    var eve = world.person("Eve");
    assertThat(World.refusal(() -> SERVER.messages.delete(eve, id, message.id())))
        .isEqualTo("not_found");
  }

  @Test
  void aRepeatAfterAnEditIsTheSameMessageAsItStands() {
    var first = world.sent(ada, id, "once", "One");
    var edited = SERVER.messages.edit(ada, id, first.message().id(), "Two");
    assertThat(world.sent(ada, id, "once", "One")).isEqualTo(new Sent(edited, true));
  }

  @Test
  void metadataComesBackAsItWasSent() {
    var metadata = Json.tree("{\"b\":1,\"a\":{\"c\":[true,null,\"\\u0000☃\"]}}");
    var draft = new MessageDraft(Optional.of("m"), "x", Optional.empty(), Optional.of(metadata));
    var sent = World.await(SERVER.messages.send(ada, id, draft)).message();
    assertThat(page(NONE, NONE, 1).messages()).containsExactly(sent);
    assertThat(sent.metadata()).contains(metadata);
  }

  @Test
  void noMetadataKeepsAListFromBeingWritten() {
    assertThat(metadata(nested(MessageDraft.METADATA_DEPTH_MAX + 1))).isEqualTo("invalid");
    var deepest = Optional.of(Json.tree(nested(MessageDraft.METADATA_DEPTH_MAX)));
    var draft = new MessageDraft(Optional.of("deep"), "x", Optional.empty(), deepest);
    var sent = World.await(SERVER.messages.send(ada, id, draft)).message();
    assertThat(Json.write(SERVER.conversations.list(bob, Optional.empty(), 1)))
        .contains(sent.id().toString());
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + 1 + "}".repeat(depth);
  }

  @Test
  void whatItSaidIsNowhereReadAgainOnceAMessageIsDeleted() {
    var secret = world.send(ada, id, "canary one");
    SERVER.messages.edit(ada, id, secret.id(), "canary two");
    var other = world.send(ada, id, "stays");
    var tombstone = SERVER.messages.delete(ada, id, secret.id());
    var events = world.events(id.topic());
    assertThat(events).extracting(Event::payload).noneMatch(text -> text.contains("canary"));
    assertThat(events).extracting(Event::payload).anyMatch(text -> text.contains("stays"));
    assertThat(world.types(id.topic()))
        .containsExactly("message.new", "message.updated", "message.new", "message.deleted");
    assertThat(page(NONE, NONE, 9).messages()).containsExactly(tombstone, other);
    assertThat(new VerifySeq(SERVER.database).check(world.tenant).faults()).isEmpty();
  }

  @Test
  void whateverMetadataHoldsItsSeqCanBeVerified() {
    var metadata = Optional.of(Json.tree("{\"a\":\"\\u0000\",\"seq\":7}"));
    var draft = new MessageDraft(Optional.of("m"), "\"seq\":9", Optional.empty(), metadata);
    World.await(SERVER.messages.send(ada, id, draft));
    assertThat(new VerifySeq(SERVER.database).check(world.tenant).faults()).isEmpty();
  }

  @Test
  void whatCannotBeAMessageIsRefused() {
    assertThat(draft("x".repeat(10_000))).isEmpty();
    assertThat(draft("x".repeat(10_001))).isEqualTo("too_large");
    assertThat(draft(" \n ")).isEqualTo("invalid");
    assertThat(draft("a\0b")).isEqualTo("invalid");
    assertThat(draft("a\ud83d")).isEqualTo("invalid");
    assertThat(draft("\ude00a")).isEqualTo("invalid");
    assertThat(draft("😀")).isEmpty();
    assertThat(World.refusal(() -> MessageDraft.of("x".repeat(65), "x"))).isEqualTo("invalid");
    assertThat(World.refusal(() -> MessageDraft.of("", "x"))).isEqualTo("invalid");
    assertThat(metadata("[1]")).isEqualTo("invalid");
    assertThat(metadata("{\"a\":\"" + "x".repeat(4_096) + "\"}")).isEqualTo("too_large");
    assertThat(metadata("{}")).isEmpty();
  }

  private static String draft(String content) {
    return World.refusal(() -> MessageDraft.of("id", content));
  }

  private static String metadata(String json) {
    var metadata = Optional.of(Json.tree(json));
    return World.refusal(() -> new MessageDraft(Optional.empty(), "x", Optional.empty(), metadata));
  }
}
