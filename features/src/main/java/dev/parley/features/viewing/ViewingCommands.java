package dev.parley.features.viewing;

import dev.parley.gateway.CommandHandler;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Viewing over the socket.
public record ViewingCommands(Viewings viewings) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "presence.join",
        (actor, connection, payload) ->
            viewings.join(actor, connection, topic(payload)).thenApply(Json::write),
        "presence.leave",
        (actor, connection, payload) -> {
          viewings.leave(actor, connection, topic(payload));
          return CompletableFuture.completedStage("{}");
        });
  }

  private record Where(@Nullable String topic) {}

  private static Topic topic(String payload) {
    var given = Json.read(payload, Where.class).topic();
    return Topic.parse(given == null ? "" : given)
        .orElseThrow(() -> new Problem.Invalid("topic", "Not a topic").refused());
  }
}
