package dev.parley.features.tasks;

import dev.parley.features.boards.BoardId;
import dev.parley.features.boards.ColumnId;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.messages.MessageId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// All SQL on tasks.
final class TaskStore {
  private static final String COLUMNS =
      """
      select id, workspace_id, fields, field_versions, source, version, created_by, updated_by,
        created_at, updated_at, deleted_at
      from task
      where tenant_id = :tenant
      """;

  private static final String LOCK = COLUMNS + " and id = any(:ids) order by id for no key update";

  private static final String FIND = COLUMNS + " and id = any(:ids) and deleted_at is null";

  private static final String STAYING = FIND + " for share";

  private static final String PARTS =
      """
      select id from task
      where tenant_id = :tenant and parent_id = :id and deleted_at is null limit :limit
      """;

  private static final String LAST =
      """
      select max(position) from task
      where tenant_id = :tenant and board_id = :board and column_id = :column
        and deleted_at is null
      """;

  private static final String USED =
      """
      select distinct column_id from task
      where tenant_id = :tenant and board_id = :board and column_id = any(:columns)
        and deleted_at is null
      """;

  private static final String INSERT =
      """
      insert into task (tenant_id, id, workspace_id, fields, field_versions, source, version,
        created_by, updated_by, created_at, updated_at, deleted_at)
      select :tenant, id, workspace_id, cast(fields as jsonb), cast(field_versions as jsonb),
        cast(source as jsonb), version, created_by, updated_by, cast(created_at as timestamptz),
        cast(updated_at as timestamptz), cast(nullif(deleted_at, '') as timestamptz)
      from unnest(:ids, :workspaces, :fields, :fieldVersions, :sources, :versions, :createdBy,
          :updatedBy, :createdAt, :updatedAt, :deletedAt)
        as t(id, workspace_id, fields, field_versions, source, version, created_by, updated_by,
          created_at, updated_at, deleted_at)
      on conflict (tenant_id, id) do nothing
      """;

  private static final String UPDATE =
      """
      update task set fields = cast(t.fields as jsonb),
        field_versions = cast(t.field_versions as jsonb), version = t.version,
        updated_by = t.updated_by, updated_at = cast(t.updated_at as timestamptz),
        deleted_at = cast(nullif(t.deleted_at, '') as timestamptz)
      from unnest(:ids, :fields, :fieldVersions, :versions, :updatedBy, :updatedAt, :deletedAt)
        as t(id, fields, field_versions, version, updated_by, updated_at, deleted_at)
      where task.tenant_id = :tenant and task.id = t.id
      """;

  // The page is cut by bytes where it was found, before it has cost this process any memory.
  private static final String LIST =
      """
      select * from (
        select page.*, count(*) over () as found, row_number() over (order by id) as place,
          sum(octet_length(fields::text)) over (order by id) as bytes
        from (
      """
          + COLUMNS
          + """
              and workspace_id = :workspace and deleted_at is null and id > :after
              and (cast(:board as uuid) is null or board_id = cast(:board as uuid))
              and (cast(:parent as uuid) is null or parent_id = cast(:parent as uuid))
              and (cast(:status as text) is null or fields ->> 'status' = :status)
              and (cast(:assignee as text) is null
                or fields -> 'assigneeIds' @> to_jsonb(cast(:assignee as text)))
              and (cast(:label as text) is null
                or fields -> 'labels' @> to_jsonb(cast(:label as text)))
              and (cast(:dueBefore as text) is null or fields ->> 'dueAt' < :dueBefore)
              and (cast(:dueFrom as text) is null or fields ->> 'dueAt' >= :dueFrom)
              order by id limit :limit + 1) page) sized
          where place <= :limit and (bytes <= :bytes or place = 1)
          order by id
          """;

  private static final String POSITION =
      "select epoch, head from topic where tenant_id = :tenant and topic = :topic";

  private static final String WORKPLACES =
      """
      select t.id, t.workspace_id from task t
      where t.tenant_id = :tenant and t.id = any(:ids) and t.deleted_at is null
      """;

  private static final String SEEN =
      """
      select * from (
        select page.*, count(*) over () as found, row_number() over (order by id) as place,
          sum(octet_length(fields::text)) over (order by id) as bytes
        from (
      """
          + COLUMNS
          + """
              and workspace_id = any(:workspaces) and deleted_at is null and id > :after and %s
              order by id limit :limit + 1) page) sized
          where place <= :limit and (bytes <= :bytes or place = 1)
          order by id
          """;

  private static final String AMONG = SEEN.formatted("id = any(:ids)");

  private static final String MADE_FROM =
      SEEN.formatted(
          """
          source ->> 'conversationId' = :conversation
            and (cast(:message as text) is null or source ->> 'messageId' = :message)
          """);

  private TaskStore() {}

  /// Takes the locks under which tasks change, until the end of the transaction, in an order that
  /// all keep.
  static Map<TaskId, Ledger.Entry> lock(Handle sql, TenantId tenant, Collection<TaskId> ids) {
    var entries = new HashMap<TaskId, Ledger.Entry>();
    sql.createQuery(LOCK)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(TaskId::value).toList())
        .map((row, _) -> new Ledger.Entry(task(row), row.getObject("deleted_at") != null))
        .forEach(entry -> entries.put(entry.task().id(), entry));
    return entries;
  }

  static Optional<Task> find(Handle sql, TenantId tenant, TaskId id) {
    return find(sql, tenant, List.of(id)).stream().findFirst();
  }

  /// A task that stays as it is until the transaction ends.
  static Optional<Task> staying(Handle sql, TenantId tenant, TaskId id) {
    return find(sql, STAYING, tenant, List.of(id)).stream().findFirst();
  }

  /// Those of them that are there.
  static List<Task> find(Handle sql, TenantId tenant, Collection<TaskId> ids) {
    return find(sql, FIND, tenant, ids);
  }

  private static List<Task> find(
      Handle sql, String query, TenantId tenant, Collection<TaskId> ids) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(TaskId::value).toList())
        .map((row, _) -> task(row))
        .list();
  }

  /// Tasks that are part of one, at most so many.
  static List<TaskId> parts(Handle sql, TenantId tenant, TaskId id, int limit) {
    return sql.createQuery(PARTS)
        .bind("tenant", tenant.value())
        .bind("limit", limit)
        .bind("id", id.value())
        .map((row, _) -> new TaskId(row.getObject("id", UUID.class)))
        .list();
  }

  /// The last place that is taken in a column.
  static Optional<String> last(Handle sql, TenantId tenant, BoardId board, ColumnId column) {
    return sql.createQuery(LAST)
        .bind("tenant", tenant.value())
        .bind("board", board.value())
        .bind("column", column.value())
        .map((row, _) -> Optional.ofNullable(row.getString(1)))
        .one();
  }

  static List<ColumnId> used(
      Handle sql, TenantId tenant, BoardId board, Collection<ColumnId> columns) {
    return sql.createQuery(USED)
        .bind("tenant", tenant.value())
        .bind("board", board.value())
        .bindArray("columns", UUID.class, columns.stream().map(ColumnId::value).toList())
        .map((row, _) -> new ColumnId(row.getObject("column_id", UUID.class)))
        .list();
  }

  /// Writes new tasks; false when an id of theirs is taken by now, by a transaction that could not
  /// be seen before.
  static boolean insert(Handle sql, TenantId tenant, List<Ledger.Entry> entries, Instant now) {
    var tasks = entries.stream().map(Ledger.Entry::task).toList();
    return bound(sql.createUpdate(INSERT), tenant, entries, now)
            .bindArray("workspaces", UUID.class, each(tasks, task -> task.workspaceId().value()))
            .bindArray("sources", String.class, each(tasks, TaskStore::source))
            .bindArray(
                "createdBy", UUID.class, each(tasks, task -> task.authors().createdBy().value()))
            .bindArray(
                "createdAt",
                String.class,
                each(tasks, task -> Json.time(task.authors().createdAt())))
            .execute()
        == tasks.size();
  }

  /// Writes tasks whose locks are held.
  static void update(Handle sql, TenantId tenant, List<Ledger.Entry> entries, Instant now) {
    bound(sql.createUpdate(UPDATE), tenant, entries, now).execute();
  }

  private static Update bound(
      Update update, TenantId tenant, List<Ledger.Entry> entries, Instant now) {
    var tasks = entries.stream().map(Ledger.Entry::task).toList();
    return update
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, each(tasks, task -> task.id().value()))
        .bindArray("fields", String.class, each(tasks, task -> task.fields().json().toString()))
        .bindArray("fieldVersions", String.class, each(tasks, TaskStore::touched))
        .bindArray("versions", Integer.class, each(tasks, Task::version))
        .bindArray("updatedBy", UUID.class, each(tasks, task -> task.authors().updatedBy().value()))
        .bindArray(
            "updatedAt", String.class, each(tasks, task -> Json.time(task.authors().updatedAt())))
        .bindArray("deletedAt", String.class, deletions(entries, now));
  }

  private static <T, R> List<R> each(List<T> things, Function<T, R> part) {
    return things.stream().map(part).toList();
  }

  private static String touched(Task task) {
    var versions = new LinkedHashMap<String, Integer>();
    task.touched().forEach((field, version) -> versions.put(field.label(), version));
    return Json.write(versions);
  }

  private static String source(Task task) {
    return task.source().map(Json::write).orElse("null");
  }

  private static List<String> deletions(Collection<Ledger.Entry> entries, Instant now) {
    return entries.stream().map(entry -> entry.deleted() ? Json.time(now) : "").toList();
  }

  static TaskPage list(Handle sql, TenantId tenant, WorkspaceId workspace, TaskQuery query) {
    var found = new int[1];
    var tasks =
        sql.createQuery(LIST)
            .bind("tenant", tenant.value())
            .bind("workspace", workspace.value())
            .bind("after", query.after().map(TaskId::value).orElse(new UUID(0, 0)))
            .bind("board", query.board().map(BoardId::value).orElse(null))
            .bind("parent", query.parent().map(TaskId::value).orElse(null))
            .bind("status", query.status().orElse(null))
            .bind("assignee", query.assignee().map(UserId::toString).orElse(null))
            .bind("label", query.label().orElse(null))
            .bind("dueBefore", query.dueBefore().map(Json::time).orElse(null))
            .bind("dueFrom", query.dueFrom().map(Json::time).orElse(null))
            .bind("limit", query.limit())
            .bind("bytes", Tasks.PAGE_BYTES_MAX)
            .map((row, _) -> {
              found[0] = row.getInt("found");
              return task(row);
            })
            .list();
    var at = position(sql, tenant, workspace.topic());
    return TaskPage.of(tasks, found[0] > tasks.size(), at);
  }

  /// Which tasks of some workspaces are asked for.
  record Seen(Collection<WorkspaceId> workspaces, Optional<TaskId> after, int limit) {
    private Query in(Handle sql, String query, TenantId tenant) {
      return sql.createQuery(query)
          .bind("tenant", tenant.value())
          .bindArray("workspaces", UUID.class, workspaces.stream().map(WorkspaceId::value).toList())
          .bind("after", after.map(TaskId::value).orElse(new UUID(0, 0)))
          .bind("limit", limit)
          .bind("bytes", Tasks.PAGE_BYTES_MAX);
    }
  }

  /// Those of the tasks that are there.
  static Tasks.Found among(Handle sql, TenantId tenant, Collection<TaskId> ids, Seen seen) {
    return found(
        seen.in(sql, AMONG, tenant)
            .bindArray("ids", UUID.class, ids.stream().map(TaskId::value).toList()));
  }

  /// Those that were made from a conversation's messages, or from one of them.
  static Tasks.Found madeFrom(
      Handle sql,
      TenantId tenant,
      ConversationId conversation,
      Optional<MessageId> message,
      Seen seen) {
    return found(
        seen.in(sql, MADE_FROM, tenant)
            .bind("conversation", conversation.toString())
            .bind("message", message.map(MessageId::toString).orElse(null)));
  }

  private static Tasks.Found found(Query query) {
    var found = new int[1];
    var tasks =
        query
            .map((row, _) -> {
              found[0] = row.getInt("found");
              return task(row);
            })
            .list();
    boolean more = found[0] > tasks.size();
    var next = more ? Optional.of(tasks.getLast().id()) : Optional.<TaskId>empty();
    return new Tasks.Found(tasks, more, next);
  }

  /// Where a topic stands that has been begun.
  static Position position(Handle sql, TenantId tenant, Topic topic) {
    return sql.createQuery(POSITION)
        .bind("tenant", tenant.value())
        .bind("topic", topic.toString())
        .map((row, _) -> new Position(row.getString("epoch"), row.getLong("head")))
        .one();
  }

  /// The workspaces of tasks.
  static Map<TaskId, WorkspaceId> workplaces(Handle sql, TenantId tenant, Collection<TaskId> ids) {
    var workplaces = new HashMap<TaskId, WorkspaceId>();
    sql.createQuery(WORKPLACES)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(TaskId::value).toList())
        .map((row, _) ->
            Map.entry(
                new TaskId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class))))
        .forEach(entry -> workplaces.put(entry.getKey(), entry.getValue()));
    return workplaces;
  }

  private static Task task(ResultSet row) throws SQLException {
    return new Task(
        new TaskId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        TaskFields.stored(Json.tree(row.getString("fields"))),
        touched(row.getString("field_versions")),
        row.getInt("version"),
        Optional.ofNullable(row.getString("source"))
            .filter(text -> !text.equals("null"))
            .map(text -> Json.read(text, TaskSource.class)),
        new Task.Authors(
            new UserId(row.getObject("created_by", UUID.class)),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            new UserId(row.getObject("updated_by", UUID.class)),
            row.getObject("updated_at", OffsetDateTime.class).toInstant()));
  }

  private static Map<TaskField, Integer> touched(String text) {
    var versions = new EnumMap<TaskField, Integer>(TaskField.class);
    for (var entry : Json.tree(text).properties()) {
      TaskField.find(entry.getKey())
          .ifPresent(field -> versions.put(field, entry.getValue().intValue()));
    }
    return versions;
  }
}
