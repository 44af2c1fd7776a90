package dev.parley.features.conversations;

import dev.parley.gateway.CommandHandler;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Conversations over the socket.
public record ConversationCommands(Watermarks watermarks) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "message.read", (actor, _, payload) -> read(actor, payload),
        "message.delivered", (actor, _, payload) -> delivered(actor, payload));
  }

  private record Mark(@Nullable ConversationId conversationId, @Nullable Long seq) {
    ConversationId id() {
      return Checks.given("conversationId", conversationId);
    }

    long upTo() {
      long given = Checks.given("seq", seq);
      if (given < 0) throw new Problem.Invalid("seq", "Is below zero").refused();
      return given;
    }
  }

  private CompletionStage<String> read(Actor actor, String payload) {
    var mark = Json.read(payload, Mark.class);
    long seq = watermarks.read(actor, mark.id(), mark.upTo());
    return reply("{\"readSeq\":" + seq + '}');
  }

  private CompletionStage<String> delivered(Actor actor, String payload) {
    var mark = Json.read(payload, Mark.class);
    long seq = watermarks.delivered(actor, mark.id(), mark.upTo());
    return reply("{\"deliveredSeq\":" + seq + '}');
  }

  private static CompletionStage<String> reply(String payload) {
    return CompletableFuture.completedStage(payload);
  }
}
