package dev.parley.features.conversations;

import dev.parley.platform.kernel.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// All SQL on which conversations are about tasks.
final class SubjectStore {
  private static final String OF_TASK =
      "select id from conversation where tenant_id = :tenant and task_id = :task"
          + " and deleted_at is null";

  // Locks as everyone does who locks several, in the order of their ids.
  private static final String LOCK_OF_TASKS =
      """
      select id, task_id from conversation
      where tenant_id = :tenant and task_id = any(:tasks) and deleted_at is null
      order by id for update
      """;

  private SubjectStore() {}

  /// The conversation of a task.
  static Optional<ConversationId> ofTask(Handle sql, TenantId tenant, UUID task) {
    return sql.createQuery(OF_TASK)
        .bind("tenant", tenant.value())
        .bind("task", task)
        .map((row, _) -> new ConversationId(row.getObject("id", UUID.class)))
        .findOne();
  }

  /// Takes the locks of the conversations of tasks, by the ids of the tasks.
  static Map<UUID, ConversationId> lockOfTasks(
      Handle sql, TenantId tenant, Collection<UUID> tasks) {
    return sql.createQuery(LOCK_OF_TASKS)
        .bind("tenant", tenant.value())
        .bindArray("tasks", UUID.class, List.copyOf(tasks))
        .map((row, _) ->
            Map.entry(
                row.getObject("task_id", UUID.class),
                new ConversationId(row.getObject("id", UUID.class))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
