package dev.parley.features.boards;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL on boards.
final class BoardStore {
  private static final String COLUMNS =
      """
      select id, workspace_id, name, columns, version, created_at, updated_at from board
      where tenant_id = :tenant and deleted_at is null
      """;

  private static final String FIND = COLUMNS + " and id = :id";

  private static final String LOCK = FIND + " for update";

  private static final String HOLD = COLUMNS + " and id = any(:ids) order by id for share";

  private static final String LIST =
      COLUMNS + " and workspace_id = :workspace order by id limit :limit";

  private static final String INSERT =
      """
      insert into board (tenant_id, id, workspace_id, name, columns, version, created_by, created_at,
        updated_at)
      values (:tenant, :id, :workspace, :name, cast(:columns as jsonb), 1, :by, :now, :now)
      """;

  private static final String UPDATE =
      """
      update board set name = :name, columns = cast(:columns as jsonb), version = version + 1,
        updated_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      """
      update board set deleted_at = :now, version = version + 1
      where tenant_id = :tenant and id = :id
      """;

  private BoardStore() {}

  static Optional<Board> find(Handle sql, TenantId tenant, BoardId id) {
    return one(sql, FIND, tenant, id);
  }

  /// Takes the lock under which a board changes, until the end of the transaction.
  static Optional<Board> lock(Handle sql, TenantId tenant, BoardId id) {
    return one(sql, LOCK, tenant, id);
  }

  private static Optional<Board> one(Handle sql, String query, TenantId tenant, BoardId id) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map((row, _) -> board(row))
        .findOne();
  }

  /// Keeps boards as they are until the end of the transaction.
  static List<Board> hold(Handle sql, TenantId tenant, Collection<BoardId> ids) {
    return sql.createQuery(HOLD)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(BoardId::value).toList())
        .map((row, _) -> board(row))
        .list();
  }

  static List<Board> list(Handle sql, TenantId tenant, WorkspaceId workspace, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bind("limit", limit)
        .map((row, _) -> board(row))
        .list();
  }

  /// Whose board it is, who makes it, and when.
  record Making(WorkspaceId workspace, UserId by, Instant at) {}

  static void insert(Handle sql, TenantId tenant, BoardId id, BoardDraft draft, Making making) {
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("workspace", making.workspace().value())
        .bind("name", draft.name())
        .bind("columns", Json.write(draft.columns()))
        .bind("by", making.by().value())
        .bind("now", utc(making.at()))
        .execute();
  }

  static void update(Handle sql, TenantId tenant, BoardId id, BoardDraft draft, Instant now) {
    sql.createUpdate(UPDATE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("name", draft.name())
        .bind("columns", Json.write(draft.columns()))
        .bind("now", utc(now))
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, BoardId id, Instant now) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  private static Board board(ResultSet row) throws SQLException {
    return new Board(
        new BoardId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        row.getString("name"),
        List.of(Json.read(row.getString("columns"), Column[].class)),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
