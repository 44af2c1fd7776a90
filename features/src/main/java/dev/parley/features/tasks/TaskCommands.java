package dev.parley.features.tasks;

import dev.parley.gateway.CommandHandler;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// Tasks over the socket.
public record TaskCommands(Tasks tasks) {

  /// The handler of each command.
  public Map<String, CommandHandler> handlers() {
    return Map.of(
        "task.create", (actor, _, payload) -> create(actor, payload),
        "task.update", (actor, _, payload) -> update(actor, payload),
        "task.delete", (actor, _, payload) -> delete(actor, payload));
  }

  private CompletionStage<String> create(Actor actor, String payload) {
    return reply(tasks.create(actor, TaskWishes.make(Json.tree(payload))));
  }

  private CompletionStage<String> update(Actor actor, String payload) {
    return reply(tasks.update(actor, TaskWishes.change(Json.tree(payload))));
  }

  private CompletionStage<String> delete(Actor actor, String payload) {
    var given = Json.tree(payload);
    var read =
        given.has("version") ? OptionalInt.of(TaskWishes.version(given)) : OptionalInt.empty();
    return reply(tasks.delete(actor, TaskWishes.task(given), read));
  }

  private static CompletionStage<String> reply(CompletionStage<Task> task) {
    return task.thenApply(changed -> Json.write(Map.of("task", changed)));
  }
}
