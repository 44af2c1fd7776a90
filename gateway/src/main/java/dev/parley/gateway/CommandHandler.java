package dev.parley.gateway;

import dev.parley.platform.kernel.Actor;
import java.util.concurrent.CompletionStage;

/// Carries out one type of command. Called on the session's virtual thread, one command after
/// another; may block. The stage's value is the reply's payload, a JSON object as text; the next
/// command does not wait for it. Throw (or fail the stage with) `Refused` to refuse.
@FunctionalInterface
public interface CommandHandler {
  CompletionStage<String> handle(Actor actor, ConnectionId connection, String payload);
}
