package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Carries out one type of command. Called on the session's virtual thread, one command after
/// another; may block. The stage's value is the reply's payload, a JSON object as text; the next
/// command does not wait for it. Throw (or fail the stage with) `Refused` to refuse.
@FunctionalInterface
public interface CommandHandler {
  CompletionStage<String> handle(Actor actor, ConnectionId connection, String payload);

  /// Carries it out where nothing has to be waited for and nobody asked. Called first, on the
  /// connection's loop, if no earlier command of the session is still to be begun; must not block.
  /// Empty when nothing was done, and [#handle] is to do it.
  default Optional<CompletionStage<String>> atOnce(
      Actor actor, ConnectionId connection, String payload) {
    return Optional.empty();
  }
}
