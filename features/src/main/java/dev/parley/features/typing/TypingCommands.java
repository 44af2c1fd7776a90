package dev.parley.features.typing;

import dev.parley.features.conversations.ConversationId;
import dev.parley.gateway.CommandHandler;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.Json;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Typing over the socket.
public record TypingCommands(Typing typing) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "typing.start",
        (actor, _, payload) -> {
          typing.start(actor, conversation(payload));
          return done();
        },
        "typing.stop",
        (actor, _, payload) -> {
          typing.stop(actor, conversation(payload));
          return done();
        });
  }

  private record Where(@Nullable ConversationId conversationId) {}

  private static ConversationId conversation(String payload) {
    return Checks.given("conversationId", Json.read(payload, Where.class).conversationId());
  }

  private static CompletionStage<String> done() {
    return CompletableFuture.completedStage("{}");
  }
}
