package dev.parley.features.workspaces;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL on workspaces themselves.
final class WorkspaceStore {
  private static final String INSERT =
      """
      insert into workspace (tenant_id, id, name, description, member_count, created_at, updated_at)
      values (:tenant, :id, :name, :description, 1, :now, :now)
      """;

  private static final String SEEN =
      """
      select w.id, w.name, w.description, m.role, w.member_count, m.starred, m.position, t.epoch,
        t.head, w.created_at, w.updated_at
      from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      join workspace w on w.tenant_id = m.tenant_id and w.id = m.workspace_id
      join topic t on t.tenant_id = m.tenant_id and t.topic = 'workspace:' || m.workspace_id
      where m.tenant_id = :tenant and m.user_id = :user
      """;

  private static final String FIND = SEEN + " and m.workspace_id = :id";

  private static final String LIST = SEEN + " order by lower(w.name), w.id limit :limit";

  private static final String MEMBERS =
      """
      select member_count from workspace
      where tenant_id = :tenant and id = :id and deleted_at is null
      """;

  private static final String LOCK = MEMBERS + " for no key update";

  private static final String SHARE = MEMBERS + " for share";

  // Locks as everyone does, the workspace first.
  private static final String LOCK_THOSE_OF =
      """
      select w.id, w.member_count, m.role from workspace w
      join workspace_member m on m.tenant_id = w.tenant_id and m.workspace_id = w.id
      where w.tenant_id = :tenant and m.user_id = :user
      order by w.id for no key update of w, m
      """;

  private static final String UPDATE =
      """
      update workspace set name = :name, description = :description, updated_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String COUNT_MEMBERS =
      """
      update workspace set member_count = :count where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      """
      update workspace set deleted_at = :now, member_count = 0
      where tenant_id = :tenant and id = :id
      """;

  private WorkspaceStore() {}

  /// Writes a new workspace, which has one member.
  static void insert(
      Handle sql, TenantId tenant, WorkspaceId id, WorkspaceDraft draft, Instant now) {
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("name", draft.name())
        .bind("description", draft.description())
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static Optional<Workspace> find(Handle sql, Actor actor, WorkspaceId id) {
    return sql.createQuery(FIND)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("id", id.value())
        .map((row, _) -> workspace(row))
        .findOne();
  }

  static List<Workspace> list(Handle sql, Actor actor, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("limit", limit)
        .map((row, _) -> workspace(row))
        .list();
  }

  private static Workspace workspace(ResultSet row) throws SQLException {
    return new Workspace(
        id(row),
        row.getString("name"),
        Optional.ofNullable(row.getString("description")),
        WorkspaceRole.of(row.getString("role")),
        row.getInt("member_count"),
        row.getBoolean("starred"),
        Optional.ofNullable(row.getString("position")),
        row.getString("epoch"),
        row.getLong("head"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }

  private static WorkspaceId id(ResultSet row) throws SQLException {
    return new WorkspaceId(row.getObject("id", UUID.class));
  }

  /// Takes the lock under which name and members change, until the end of the transaction, and
  /// tells how many members there are.
  static Optional<Integer> lock(Handle sql, TenantId tenant, WorkspaceId id) {
    return lock(sql, LOCK, tenant, id);
  }

  /// How many members there are right now.
  static Optional<Integer> members(Handle sql, TenantId tenant, WorkspaceId id) {
    return lock(sql, MEMBERS, tenant, id);
  }

  /// Keeps name and members from changing until the end of the transaction.
  static Optional<Integer> share(Handle sql, TenantId tenant, WorkspaceId id) {
    return lock(sql, SHARE, tenant, id);
  }

  private static Optional<Integer> lock(
      Handle sql, String statement, TenantId tenant, WorkspaceId id) {
    return sql.createQuery(statement)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .mapTo(Integer.class)
        .findOne();
  }

  /// One of a person's workspaces, locked.
  record Place(WorkspaceId workspace, int memberCount, WorkspaceRole role) {}

  /// Takes the locks of all workspaces of a person.
  static List<Place> lockThoseOf(Handle sql, TenantId tenant, UserId user) {
    return sql.createQuery(LOCK_THOSE_OF)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .map((row, _) ->
            new Place(id(row), row.getInt("member_count"), WorkspaceRole.of(row.getString("role"))))
        .list();
  }

  static void update(Handle sql, WorkspaceMember member, WorkspaceDraft draft, Instant now) {
    sql.createUpdate(UPDATE)
        .bind("tenant", member.tenant().value())
        .bind("id", member.workspace().value())
        .bind("name", draft.name())
        .bind("description", draft.description())
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static void countMembers(Handle sql, TenantId tenant, WorkspaceId id, int count) {
    sql.createUpdate(COUNT_MEMBERS)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("count", count)
        .execute();
  }

  static void delete(Handle sql, WorkspaceMember member, Instant now) {
    sql.createUpdate(DELETE)
        .bind("tenant", member.tenant().value())
        .bind("id", member.workspace().value())
        .bind("now", Timestamp.from(now))
        .execute();
  }
}
