package dev.parley.features.presence;

import dev.parley.gateway.CommandHandler;
import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Presence over the socket.
public record PresenceCommands(Presences presences) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of("presence.update", this::update);
  }

  private record Update(@Nullable String status) {

    Status chosen() {
      return switch (status) {
        case "online" -> Status.ONLINE;
        case "away" -> Status.AWAY;
        case null, default -> throw new Problem.Invalid("status", "Is online or away").refused();
      };
    }
  }

  private CompletionStage<String> update(Actor actor, ConnectionId connection, String payload) {
    presences.update(actor, connection, Json.read(payload, Update.class).chosen());
    return CompletableFuture.completedStage("{}");
  }
}
