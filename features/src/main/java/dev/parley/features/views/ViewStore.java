package dev.parley.features.views;

import dev.parley.features.boards.BoardId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceMember;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// All SQL on views.
final class ViewStore {
  /// Of a board that was deleted nothing is left to look at.
  private static final String STANDING =
      """
      from task_view v
      left join board b on b.tenant_id = v.tenant_id and b.id = v.board_id
      where v.tenant_id = :tenant and b.deleted_at is null
      """;

  private static final String COLUMNS =
      """
      select v.id, v.workspace_id, v.board_id, v.owner_id, v.shared, v.name, v.layout, v.query,
        v.version, v.created_at, v.updated_at
      """
          + STANDING;

  private static final String FIND = COLUMNS + " and v.id = :id";

  private static final String LOCK = FIND + " for update of v";

  private static final String LIST =
      COLUMNS
          + """
             and v.workspace_id = :workspace and (v.shared or v.owner_id = :user)
          order by v.id limit :limit
          """;

  private static final String COUNT =
      "select count(*) "
          + STANDING
          + """
             and v.workspace_id = :workspace and v.shared = :shared
            and (v.shared or v.owner_id = :owner)
          """;

  private static final String INSERT =
      """
      insert into task_view (tenant_id, id, workspace_id, board_id, owner_id, shared, name, layout,
        query, version, created_at, updated_at)
      values (:tenant, :id, :workspace, :board, :user, :shared, :name, :layout, :query, 1, :now, :now)
      """;

  private static final String UPDATE =
      """
      update task_view set board_id = :board, shared = :shared, name = :name, layout = :layout,
        query = :query, version = version + 1, updated_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      "delete from task_view where tenant_id = :tenant and id = :id";

  private ViewStore() {}

  static Optional<View> find(Handle sql, TenantId tenant, ViewId id) {
    return one(sql, FIND, tenant, id);
  }

  /// Takes the lock under which a view changes, until the end of the transaction.
  static Optional<View> lock(Handle sql, TenantId tenant, ViewId id) {
    return one(sql, LOCK, tenant, id);
  }

  private static Optional<View> one(Handle sql, String query, TenantId tenant, ViewId id) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map((row, _) -> view(row))
        .findOne();
  }

  /// Those that the member sees, in the order in which they were made.
  static List<View> list(Handle sql, WorkspaceMember member, int limit) {
    return member(sql.createQuery(LIST), member)
        .bind("limit", limit)
        .map((row, _) -> view(row))
        .list();
  }

  /// How many shared ones a workspace has, or how many personal ones the owner has in it.
  static int count(Handle sql, WorkspaceMember member, UserId owner, boolean shared) {
    return sql.createQuery(COUNT)
        .bind("tenant", member.tenant().value())
        .bind("workspace", member.workspace().value())
        .bind("owner", owner.value())
        .bind("shared", shared)
        .mapTo(Integer.class)
        .one();
  }

  static void insert(Handle sql, WorkspaceMember member, ViewId id, ViewDraft draft, Instant now) {
    drafted(member(sql.createUpdate(INSERT), member), draft)
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  static void update(Handle sql, TenantId tenant, ViewId id, ViewDraft draft, Instant now) {
    drafted(sql.createUpdate(UPDATE), draft)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, ViewId id) {
    sql.createUpdate(DELETE).bind("tenant", tenant.value()).bind("id", id.value()).execute();
  }

  private static <S extends SqlStatement<S>> S member(S statement, WorkspaceMember member) {
    return statement
        .bind("tenant", member.tenant().value())
        .bind("workspace", member.workspace().value())
        .bind("user", member.user().value());
  }

  private static <S extends SqlStatement<S>> S drafted(S statement, ViewDraft draft) {
    return statement
        .bind("board", draft.board().map(BoardId::value))
        .bind("shared", draft.shared())
        .bind("name", draft.name())
        .bind("layout", draft.layout().label())
        .bind("query", draft.query());
  }

  private static View view(ResultSet row) throws SQLException {
    return new View(
        new ViewId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        Optional.ofNullable(row.getObject("board_id", UUID.class)).map(BoardId::new),
        new UserId(row.getObject("owner_id", UUID.class)),
        row.getBoolean("shared"),
        row.getString("name"),
        ViewLayout.of(row.getString("layout")),
        row.getString("query"),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
