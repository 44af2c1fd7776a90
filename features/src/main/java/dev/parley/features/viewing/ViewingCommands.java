package dev.parley.features.viewing;

import dev.parley.gateway.CommandHandler;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Viewing over the socket.
public record ViewingCommands(Viewings viewings) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "presence.join",
        new Join(viewings),
        "presence.leave",
        (actor, connection, payload) -> {
          viewings.leave(actor, connection, topic(payload));
          return CompletableFuture.completedStage("{}");
        });
  }

  private record Join(Viewings viewings) implements CommandHandler {
    /// About twice as long as what names a topic; longer ones are read off the loop.
    private static final int AT_ONCE_MAX = 128;

    @Override
    public CompletionStage<String> handle(Actor actor, ConnectionId connection, String payload) {
      return viewings.join(actor, connection, topic(payload)).thenApply(Json::write);
    }

    @Override
    public Optional<CompletionStage<String>> atOnce(
        Actor actor, ConnectionId connection, String payload) {
      if (payload.length() > AT_ONCE_MAX) return Optional.empty();
      return viewings
          .goOn(actor, connection, topic(payload))
          .map(viewers -> viewers.thenApply(Json::write));
    }
  }

  private record Where(@Nullable String topic) {}

  private static Topic topic(String payload) {
    var given = Json.read(payload, Where.class).topic();
    return Topic.parse(given == null ? "" : given)
        .orElseThrow(() -> new Problem.Invalid("topic", "Not a topic").refused());
  }
}
