package dev.parley.features.comments;

import dev.parley.features.conversations.Conversation;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.tasks.Task;
import dev.parley.features.tasks.TaskField;
import dev.parley.features.tasks.TaskId;
import dev.parley.features.tasks.Tasks;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Database;
import java.util.Optional;

/// The door to comments: the conversation of a task.
public final class Comments {
  private final Workspaces workspaces;
  private final Tasks tasks;
  private final Conversations conversations;
  private final Database database;

  public Comments(
      Workspaces workspaces, Tasks tasks, Conversations conversations, Database database) {
    this.workspaces = workspaces;
    this.tasks = tasks;
    this.conversations = conversations;
    this.database = database;
  }

  /// The conversation of a task; empty where there is none, and where the actor has not entered it.
  /// Who does not see the task is refused as for a missing one.
  public Optional<Conversation> find(Actor actor, TaskId id) {
    var task = tasks.find(actor, id).task();
    return conversations.ofTask(actor, task.id().value());
  }

  /// Lets the actor into the conversation of a task, which begins here if nobody was there before.
  /// Again, it changes nothing. For all who are in the workspace of the task.
  public Conversation enter(Actor actor, TaskId id) {
    return database.in(
        actor.tenant(),
        tx -> {
          var task = tasks.staying(tx, actor, id);
          var member = workspaces.acting(tx, actor, task.workspaceId()).orElseThrow(Tasks::unknown);
          var subject = new Conversations.Subject(id.value(), name(task));
          return conversations.enter(tx, member, subject);
        });
  }

  /// The title, as far as a name may go.
  private static String name(Task task) {
    var title = task.fields().text(TaskField.TITLE);
    if (title.length() <= Conversations.NAME_LENGTH_MAX) return title;
    int end = Conversations.NAME_LENGTH_MAX - 1;
    // Not between the halves of a character.
    if (Character.isHighSurrogate(title.charAt(end - 1))) end--;
    return title.substring(0, end).strip() + '\u2026';
  }
}
