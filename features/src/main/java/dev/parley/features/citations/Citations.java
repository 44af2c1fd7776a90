package dev.parley.features.citations;

import dev.parley.features.messages.MessageId;
import dev.parley.features.messages.MessagePage;
import dev.parley.features.messages.Messages;
import dev.parley.features.tasks.TaskId;
import dev.parley.features.tasks.Tasks;
import dev.parley.platform.kernel.Actor;
import java.util.Optional;

/// The door to citations, from tasks.
public record Citations(Tasks tasks, Messages messages) {
  /// Most messages on one page.
  public static final int PAGE_MAX = 100;

  /// The messages that cite a task, as far as the actor may read them, the newest first: those
  /// before a message, or the newest. Who does not see the task is refused as for a missing one.
  public MessagePage list(Actor actor, TaskId task, Optional<MessageId> before, int limit) {
    var seen = tasks.find(actor, task).task();
    return messages.citing(actor, seen.id().value(), before, limit);
  }
}
