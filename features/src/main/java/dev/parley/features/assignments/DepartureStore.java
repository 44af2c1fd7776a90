package dev.parley.features.assignments;

import dev.parley.features.tasks.TaskId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// All SQL on who has left, and on the tasks that are assigned to them.
final class DepartureStore {
  private static final String NOTE =
      """
      insert into task_departure (tenant_id, workspace_id, user_id, departed_by, departed_at, due_at)
      select :tenant, id, :user, :by, :now, :now from unnest(:workspaces) as left_behind (id)
      order by id
      on conflict (tenant_id, workspace_id, user_id) do update set
        departed_by = excluded.departed_by, departed_at = excluded.departed_at,
        after_task = null, due_at = excluded.due_at
      """;

  private static final String TAKE =
      """
      update task_departure set due_at = :until
      where (tenant_id, workspace_id, user_id) = (
        select tenant_id, workspace_id, user_id from task_departure
        where due_at <= :now
        order by due_at limit 1 for update skip locked)
      returning tenant_id, workspace_id, user_id, departed_by, departed_at, after_task
      """;

  private static final String ASSIGNED =
      """
      select id from task
      where tenant_id = :tenant and workspace_id = :workspace and deleted_at is null and id > :after
        and fields -> 'assigneeIds' @> to_jsonb(cast(:user as text))
      order by id limit :limit
      """;

  // Who has left once more since then has a departure of their own.
  private static final String THIS =
      """
       where tenant_id = :tenant and workspace_id = :workspace and user_id = :user
        and departed_at = :departed
      """;

  private static final String GET_ON =
      "update task_departure set after_task = cast(:after as uuid), due_at = :due" + THIS;

  private static final String FORGET = "delete from task_departure" + THIS;

  private DepartureStore() {}

  /// Somebody who has left a workspace.
  ///
  /// @param after the task up to which all have been looked at
  record Departure(
      TenantId tenant,
      WorkspaceId workspace,
      UserId user,
      UserId by,
      Instant at,
      Optional<TaskId> after) {

    /// In whose name their assignments end.
    Actor actor() {
      return new Actor(tenant, by, SessionId.next(), Role.MEMBER);
    }
  }

  static void note(Handle sql, Actor by, Set<WorkspaceId> workspaces, UserId user, Instant now) {
    sql.createUpdate(NOTE)
        .bind("tenant", by.tenant().value())
        .bindArray("workspaces", UUID.class, workspaces.stream().map(WorkspaceId::value).toList())
        .bind("user", user.value())
        .bind("by", by.user().value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /// Takes the one that has waited longest, of any tenant, until that moment.
  static Optional<Departure> take(Handle sql, Instant now, Instant until) {
    return sql.createQuery(TAKE)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("until", until.atOffset(ZoneOffset.UTC))
        .map((row, _) -> departure(row))
        .findOne();
  }

  /// Tasks after that one that are still assigned to the person.
  static List<TaskId> assigned(Handle sql, Departure departure, Optional<TaskId> after, int limit) {
    return sql.createQuery(ASSIGNED)
        .bind("tenant", departure.tenant().value())
        .bind("workspace", departure.workspace().value())
        .bind("user", departure.user().toString())
        .bind("after", after.map(TaskId::value).orElse(new UUID(0, 0)))
        .bind("limit", limit)
        .map((row, _) -> new TaskId(row.getObject("id", UUID.class)))
        .list();
  }

  /// Keeps how far it has got, and when somebody goes on.
  static void getOn(Handle sql, Departure departure, Optional<TaskId> after, Instant due) {
    bound(sql.createUpdate(GET_ON), departure)
        .bind("after", after.map(TaskId::value).orElse(null))
        .bind("due", due.atOffset(ZoneOffset.UTC))
        .execute();
  }

  static void forget(Handle sql, Departure departure) {
    bound(sql.createUpdate(FORGET), departure).execute();
  }

  private static Update bound(Update update, Departure departure) {
    return update
        .bind("tenant", departure.tenant().value())
        .bind("workspace", departure.workspace().value())
        .bind("user", departure.user().value())
        .bind("departed", departure.at().atOffset(ZoneOffset.UTC));
  }

  private static Departure departure(ResultSet row) throws SQLException {
    return new Departure(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        new UserId(row.getObject("departed_by", UUID.class)),
        row.getObject("departed_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("after_task", UUID.class)).map(TaskId::new));
  }
}
