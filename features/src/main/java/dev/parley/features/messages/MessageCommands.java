package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.gateway.CommandHandler;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Messages over the socket.
public record MessageCommands(Messages messages) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "message.send", (actor, _, payload) -> send(actor, payload),
        "message.edit", (actor, _, payload) -> edit(actor, payload),
        "message.delete", (actor, _, payload) -> delete(actor, payload));
  }

  private record Send(
      @Nullable ConversationId conversationId,
      @Nullable String clientId,
      @Nullable String content,
      @Nullable MessageId replyToId,
      @Nullable JsonNode metadata,
      @Nullable List<UUID> taskIds) {

    MessageDraft draft() {
      return new MessageDraft(
          Optional.of(Checks.given("clientId", clientId)),
          Checks.given("content", content),
          Optional.ofNullable(replyToId),
          Optional.ofNullable(metadata).filter(given -> !given.isNull()),
          taskIds == null ? List.of() : taskIds);
    }
  }

  private CompletionStage<String> send(Actor actor, String payload) {
    var given = Json.read(payload, Send.class);
    var id = Checks.given("conversationId", given.conversationId());
    return messages.send(actor, id, given.draft()).thenApply(Json::write);
  }

  private record Edit(
      @Nullable ConversationId conversationId,
      @Nullable MessageId messageId,
      @Nullable String content,
      @Nullable List<UUID> taskIds) {}

  private CompletionStage<String> edit(Actor actor, String payload) {
    var given = Json.read(payload, Edit.class);
    return reply(
        messages.edit(
            actor,
            Checks.given("conversationId", given.conversationId()),
            Checks.given("messageId", given.messageId()),
            new Messages.Edit(
                Checks.given("content", given.content()), Optional.ofNullable(given.taskIds()))));
  }

  private record Delete(@Nullable ConversationId conversationId, @Nullable MessageId messageId) {}

  private CompletionStage<String> delete(Actor actor, String payload) {
    var given = Json.read(payload, Delete.class);
    return reply(
        messages.delete(
            actor,
            Checks.given("conversationId", given.conversationId()),
            Checks.given("messageId", given.messageId())));
  }

  private static CompletionStage<String> reply(Message message) {
    return CompletableFuture.completedStage(Json.write(Map.of("message", message)));
  }
}
