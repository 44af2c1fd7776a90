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

/// All SQL on invitations to workspaces.
final class InvitationStore {
  private static final String INSERT =
      """
      insert into workspace_invitation (tenant_id, id, workspace_id, code_hash, role, email, uses_max,
        created_by, created_at, expires_at)
      values (:tenant, :id, :workspace, :hash, :role, :email, :usesMax, :by, :now, :expires)
      """;

  private static final String COLUMNS =
      """
      select i.id, i.workspace_id, i.role, i.email, i.uses_max, i.uses, i.created_by, i.created_at,
        i.expires_at
      from workspace_invitation i
      """;

  private static final String OPEN =
      " i.uses < i.uses_max and i.revoked_at is null and i.expires_at > :now ";

  // One whose maker could not make it any more lets nobody in.
  private static final String MADE_BY_ONE_WHO_MAY =
      """
       exists (
        select from workspace_member m
        where m.tenant_id = i.tenant_id and m.workspace_id = i.workspace_id
          and m.user_id = i.created_by and m.role in ('admin', 'owner'))
      """;

  private static final String LIST =
      COLUMNS
          + " where i.tenant_id = :tenant and i.workspace_id = :workspace and"
          + OPEN
          + "and"
          + MADE_BY_ONE_WHO_MAY
          + " order by i.id";

  private static final String FIND =
      COLUMNS + " where i.tenant_id = :tenant and i.code_hash = :hash";

  private static final String TAKE =
      "update workspace_invitation i set uses = uses + 1"
          + " where i.tenant_id = :tenant and i.id = :id and"
          + OPEN
          + "and"
          + MADE_BY_ONE_WHO_MAY
          + """
           and (i.email is null or lower(i.email) = (
              select lower(u.email) from app_user u where u.tenant_id = :tenant and u.id = :user))
          """;

  private static final String USE =
      """
      insert into workspace_invitation_use (tenant_id, invitation_id, user_id, used_at)
      values (:tenant, :id, :user, :now)
      on conflict do nothing
      """;

  private static final String REVOKE =
      """
      update workspace_invitation i set revoked_at = :now
      where i.tenant_id = :tenant and i.workspace_id = :workspace and i.id = :id and
      """
          + OPEN;

  private static final String FORGET =
      """
      delete from workspace_invitation
      where tenant_id = :tenant and workspace_id = :workspace and expires_at < :before
      """;

  private InvitationStore() {}

  static void insert(Handle sql, TenantId tenant, WorkspaceInvitation made, String hash) {
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", made.id())
        .bind("workspace", made.workspaceId().value())
        .bind("hash", hash)
        .bind("role", made.role().label())
        .bind("email", made.email())
        .bind("usesMax", made.usesMax())
        .bind("by", made.createdBy().value())
        .bind("now", Timestamp.from(made.createdAt()))
        .bind("expires", Timestamp.from(made.expiresAt()))
        .execute();
  }

  /// Those of a workspace that still let people in, the oldest first.
  static List<WorkspaceInvitation> list(
      Handle sql, TenantId tenant, WorkspaceId workspace, Instant now) {
    return sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bind("now", Timestamp.from(now))
        .map((row, _) -> invitation(row))
        .list();
  }

  /// Whatever has become of it.
  static Optional<WorkspaceInvitation> find(Handle sql, TenantId tenant, String hash) {
    return sql.createQuery(FIND)
        .bind("tenant", tenant.value())
        .bind("hash", hash)
        .map((row, _) -> invitation(row))
        .findOne();
  }

  private static WorkspaceInvitation invitation(ResultSet row) throws SQLException {
    return new WorkspaceInvitation(
        row.getObject("id", UUID.class),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        WorkspaceRole.of(row.getString("role")),
        Optional.ofNullable(row.getString("email")),
        row.getInt("uses_max"),
        row.getInt("uses"),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }

  /// Counts a use; false when it lets this person in no more, or never did.
  static boolean take(Handle sql, Actor actor, UUID id, Instant now) {
    return change(sql, TAKE, actor, id, now) && change(sql, USE, actor, id, now);
  }

  private static boolean change(Handle sql, String statement, Actor actor, UUID id, Instant now) {
    return sql.createUpdate(statement)
            .bind("tenant", actor.tenant().value())
            .bind("id", id)
            .bind("user", actor.user().value())
            .bind("now", Timestamp.from(now))
            .execute()
        == 1;
  }

  /// False when there is none that could be.
  static boolean revoke(Handle sql, TenantId tenant, WorkspaceId workspace, UUID id, Instant now) {
    return sql.createUpdate(REVOKE)
            .bind("tenant", tenant.value())
            .bind("workspace", workspace.value())
            .bind("id", id)
            .bind("now", Timestamp.from(now))
            .execute()
        == 1;
  }

  /// Deletes those that were over before then.
  static void forget(Handle sql, TenantId tenant, WorkspaceId workspace, Instant before) {
    sql.createUpdate(FORGET)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bind("before", Timestamp.from(before))
        .execute();
  }
}
