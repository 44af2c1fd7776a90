package dev.parley.features.conversations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.messages.MessageCommands;
import dev.parley.features.messages.MessageRoutes;
import dev.parley.features.world.FakeRequest;
import dev.parley.features.world.Server;
import dev.parley.features.world.World;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The shapes on the wire, over HTTP and over the socket.
class ConversationRoutesTest {
  private static final Server SERVER = new Server();
  private static final Routes CONVERSATIONS =
      new ConversationRoutes(
          SERVER.conversations, SERVER.participants, SERVER.watermarks, SERVER.preferences);
  private static final Routes MESSAGES = new MessageRoutes(SERVER.conversations, SERVER.messages);

  private final World world = SERVER.world();
  private final Actor ada = world.person("Ada");
  private final Actor bob = world.person("Bob");

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static Response ask(
      Routes routes, String operation, Actor actor, Map<String, String> fields, String json) {
    return new FakeRequest(actor, fields, json).on(routes, operation);
  }

  private Response create(String json) {
    return ask(CONVERSATIONS, "createConversation", ada, Map.of(), json);
  }

  @Test
  void aDirectConversationIsMadeOnceAndThenFound() {
    var json = "{\"type\":\"direct\",\"participantIds\":[\"%s\"]}".formatted(bob.user());
    var made = create(json);
    assertThat(made.status()).isEqualTo(201);
    var conversation = Json.tree(made.body()).get("conversation");
    assertThat(conversation.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "type",
            "name",
            "workspaceId",
            "taskId",
            "currentSeq",
            "readSeq",
            "unreadCount",
            "mentionCount",
            "lastMessage",
            "role",
            "participants",
            "participantCount",
            "starred",
            "position",
            "epoch",
            "offset",
            "createdAt",
            "updatedAt");
    assertThat(conversation.get("participants")).hasSize(2);
    assertThat(conversation.get("name").isNull()).isTrue();
    var again = create(json);
    assertThat(again.status()).isEqualTo(200);
    assertThat(Json.tree(again.body()).get("conversation")).isEqualTo(conversation);
  }

  @Test
  void whatIsNotOfferedYetIsUnprocessable() {
    assertThat(World.refusal(() -> create("{\"type\":\"team\",\"participantIds\":[]}")))
        .isEqualTo("unprocessable");
    var workspace = "{\"type\":\"group\",\"participantIds\":[],\"workspaceId\":\"x\"}";
    assertThat(World.refusal(() -> create(workspace))).isEqualTo("invalid");
    assertThat(World.refusal(() -> create("{\"type\":\"group\",\"participantIds\":[\"x\"]}")))
        .isEqualTo("invalid");
  }

  @Test
  void aMessageIsCreatedOnceAndARepeatIsAnsweredWithIt() {
    var where = Map.of("conversationId", world.direct(ada, bob).toString());
    var json = "{\"clientId\":\"c1\",\"content\":\"Hi\",\"metadata\":null}";
    var sent = ask(MESSAGES, "sendMessage", ada, where, json);
    assertThat(sent.status()).isEqualTo(201);
    var message = Json.tree(sent.body()).get("message");
    assertThat(message.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "conversationId",
            "seq",
            "clientId",
            "userId",
            "type",
            "content",
            "replyToId",
            "threadId",
            "attachments",
            "reactions",
            "metadata",
            "editedAt",
            "deletedAt",
            "createdAt");
    var again = ask(MESSAGES, "sendMessage", ada, where, json);
    assertThat(again.status()).isEqualTo(200);
    assertThat(Json.tree(again.body()).get("message")).isEqualTo(message);
    var read = ask(CONVERSATIONS, "markRead", bob, where, "{\"seq\":9}");
    assertThat(read.body()).isEqualTo("{\"readSeq\":1}");
    var page = ask(MESSAGES, "listMessages", bob, where, "{}");
    assertThat(Json.tree(page.body()).get("messages").get(0)).isEqualTo(message);
  }

  @Test
  void commandsAnswerAsTheCatalogueSays() {
    var id = world.direct(ada, bob);
    var send = requireNonNull(new MessageCommands(SERVER.messages).handlers().get("message.send"));
    var payload = "{\"conversationId\":\"%s\",\"clientId\":\"c\",\"content\":\"Hi\"}".formatted(id);
    var reply = Json.tree(World.await(send.handle(ada, ConnectionId.next(), payload)));
    assertThat(reply.get("message").get("seq").asLong()).isEqualTo(1);
    assertThat(reply.get("duplicate").asBoolean()).isFalse();
    assertThat(World.refusal(() -> send.handle(ada, ConnectionId.next(), "{\"content\":\"x\"}")))
        .isEqualTo("invalid");
    var read =
        requireNonNull(new ConversationCommands(SERVER.watermarks).handlers().get("message.read"));
    var mark = "{\"conversationId\":\"%s\",\"seq\":1}".formatted(id);
    assertThat(World.await(read.handle(bob, ConnectionId.next(), mark)))
        .isEqualTo("{\"readSeq\":1}");
  }
}
