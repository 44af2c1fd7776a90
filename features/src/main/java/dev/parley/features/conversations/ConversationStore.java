package dev.parley.features.conversations;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Preference;
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
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL on conversations.
final class ConversationStore {
  private static final String INSERT =
      """
      insert into conversation (tenant_id, id, type, name, pair_low, pair_high, workspace_id,
        task_id, participant_count, created_at, updated_at, active_at)
      values (:tenant, :id, :type, :name, cast(:low as uuid), cast(:high as uuid),
        cast(:workspace as uuid), cast(:task as uuid), :people, :now, :now, :now)
      on conflict do nothing
      """;

  private static final String FIND_DIRECT =
      """
      select id from conversation
      where tenant_id = :tenant and pair_low = :low and pair_high = :high and deleted_at is null
      """;

  private static final String SEEN =
      """
      select c.id, c.type, c.name, c.current_seq, c.participant_count, c.created_at, c.updated_at,
        c.active_at, c.workspace_id, c.task_id, p.role, p.read_seq, p.starred, p.position, t.epoch,
        t.head
      from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
      join conversation c on c.tenant_id = p.tenant_id and c.id = p.conversation_id
      join topic t on t.tenant_id = p.tenant_id and t.topic = 'conversation:' || p.conversation_id
      where p.tenant_id = :tenant and p.user_id = :user
      """;

  private static final String FIND = SEEN + " and p.conversation_id = :id";

  private static final String LIST =
      SEEN
          + """
           and c.task_id is null and (c.active_at, c.id) < (:before, :beforeId)
            and (cast(:workspace as uuid) is null or c.workspace_id = cast(:workspace as uuid))
          order by c.active_at desc, c.id desc limit :limit
          """;

  private static final String WORKSPACE =
      """
      select workspace_id from conversation
      where tenant_id = :tenant and id = :id and workspace_id is not null
      """;

  private static final String COUNT_WITHIN =
      """
      select count(*) from conversation
      where tenant_id = :tenant and workspace_id = :workspace and deleted_at is null
        and (task_id is not null) = :ofTasks
      """;

  // Locks as everyone does who locks several, in the order of their ids.
  private static final String LOCK_WITHIN =
      """
      select id from conversation
      where tenant_id = :tenant and workspace_id = :workspace and deleted_at is null
      order by id for update
      """;

  private static final String LOCK =
      """
      select type, workspace_id is not null as within, task_id is not null as of_task,
        current_seq, participant_count
      from conversation
      where tenant_id = :tenant and id = :id and deleted_at is null for update
      """;

  // Groups of a workspace that are there.
  private static final String GROUPS =
      """
      select id, workspace_id, participant_count from conversation
      where tenant_id = :tenant and id = any(:ids) and workspace_id is not null
        and deleted_at is null
      order by id
      """;

  private static final String GROUPS_HELD = GROUPS + " for update";

  private static final String ADMINISTERED =
      """
      select c.id from conversation c
      join participant p on p.tenant_id = c.tenant_id and p.conversation_id = c.id
      where c.tenant_id = :tenant and c.id = any(:ids) and c.workspace_id = :workspace
        and c.deleted_at is null and p.user_id = :user and p.role in ('owner', 'admin')
      """;

  // Locks as everyone does who locks several, in the order of their ids.
  private static final String HOLD_THOSE_OF =
      """
      select c.id from conversation c
      where c.tenant_id = :tenant and c.workspace_id = :workspace and c.deleted_at is null
        and exists (
          select from participant p
          where p.tenant_id = c.tenant_id and p.conversation_id = c.id and p.user_id = any(:users))
      order by c.id for update
      """;

  private static final String RENAME =
      """
      update conversation set name = :name, updated_at = :now
      where tenant_id = :tenant and id = :id
      """;

  private static final String TOUCH =
      """
      update conversation set updated_at = :now where tenant_id = :tenant and id = :id
      """;

  private static final String COUNT_PEOPLE =
      """
      update conversation set participant_count = participant_count + :more
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE =
      """
      update conversation set deleted_at = :now, participant_count = 0
      where tenant_id = :tenant and id = :id
      """;

  private static final String DELETE_EMPTY =
      DELETE + " and participant_count = 0 and task_id is null";

  private ConversationStore() {}

  /// A conversation as one person sees it, without its people and messages.
  record Row(
      ConversationId id,
      ConversationType type,
      Optional<String> name,
      long currentSeq,
      int participantCount,
      Instant createdAt,
      Instant updatedAt,
      Instant activeAt,
      Optional<WorkspaceId> workspace,
      Optional<UUID> task,
      ParticipantRole role,
      long readSeq,
      Preference preference,
      Position position) {}

  /// What a change of a conversation has to know while it holds its lock.
  ///
  /// @param within whether it is in a workspace
  /// @param ofTask whether it is that of a task
  record Locked(
      ConversationType type, boolean within, boolean ofTask, long seq, int participantCount) {}

  /// A group of a workspace.
  record Group(ConversationId id, WorkspaceId workspace, int people) {}

  /// Those of the conversations that are groups of workspaces.
  ///
  /// @param held whether they are locked until the end of the transaction
  static List<Group> groups(
      Handle sql, TenantId tenant, Collection<ConversationId> ids, boolean held) {
    return sql.createQuery(held ? GROUPS_HELD : GROUPS)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(ConversationId::value).toList())
        .map((row, _) ->
            new Group(
                new ConversationId(row.getObject("id", UUID.class)),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                row.getInt("participant_count")))
        .list();
  }

  /// Those of the conversations that are groups of the workspace and the actor's to administer.
  static Set<ConversationId> administered(
      Handle sql, Actor actor, WorkspaceId workspace, Collection<ConversationId> ids) {
    return sql.createQuery(ADMINISTERED)
        .bind("tenant", actor.tenant().value())
        .bind("workspace", workspace.value())
        .bind("user", actor.user().value())
        .bindArray("ids", UUID.class, ids.stream().map(ConversationId::value).toList())
        .map((row, _) -> new ConversationId(row.getObject("id", UUID.class)))
        .set();
  }

  /// Takes the locks of those groups of a workspace that any of the people takes part in.
  static void holdThoseOf(
      Handle sql, TenantId tenant, WorkspaceId workspace, Collection<UserId> users) {
    sql.createQuery(HOLD_THOSE_OF)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bindArray("users", UUID.class, users.stream().map(UserId::value).toList())
        .mapTo(UUID.class)
        .list();
  }

  /// The two people of a direct conversation, in PostgreSQL's order of ids.
  record Pair(UUID low, UUID high) {
    static Pair of(UUID one, UUID other) {
      return one.toString().compareTo(other.toString()) < 0
          ? new Pair(one, other)
          : new Pair(other, one);
    }
  }

  /// Writes a new conversation; false when the pair or the task has one already.
  static boolean insert(Handle sql, TenantId tenant, ConversationId id, NewConversation made) {
    return sql.createUpdate(INSERT)
            .bind("tenant", tenant.value())
            .bind("id", id.value())
            .bind("type", made.type().label())
            .bind("name", made.name().orElse(null))
            .bind("low", made.pair().map(Pair::low).orElse(null))
            .bind("high", made.pair().map(Pair::high).orElse(null))
            .bind("workspace", made.workspace().map(WorkspaceId::value).orElse(null))
            .bind("task", made.task().orElse(null))
            .bind("people", made.people())
            .bind("now", utc(made.at()))
            .execute()
        == 1;
  }

  /// The columns of a conversation that is made.
  record NewConversation(
      ConversationType type,
      Optional<String> name,
      Optional<Pair> pair,
      Optional<WorkspaceId> workspace,
      Optional<UUID> task,
      int people,
      Instant at) {}

  static Optional<ConversationId> findDirect(Handle sql, TenantId tenant, Pair pair) {
    return sql.createQuery(FIND_DIRECT)
        .bind("tenant", tenant.value())
        .bind("low", pair.low())
        .bind("high", pair.high())
        .map((row, _) -> new ConversationId(row.getObject("id", UUID.class)))
        .findOne();
  }

  static Optional<Row> find(Handle sql, Actor actor, ConversationId id) {
    return sql.createQuery(FIND)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("id", id.value())
        .map((row, _) -> row(row))
        .findOne();
  }

  static List<Row> list(
      Handle sql, Actor actor, Optional<WorkspaceId> workspace, Cursor before, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("before", utc(before.activeAt()))
        .bind("beforeId", before.id())
        .bind("workspace", workspace.map(WorkspaceId::value).orElse(null))
        .bind("limit", limit)
        .map((row, _) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new ConversationId(row.getObject("id", UUID.class)),
        ConversationType.of(row.getString("type")),
        Optional.ofNullable(row.getString("name")),
        row.getLong("current_seq"),
        row.getInt("participant_count"),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        instant(row, "active_at"),
        Optional.ofNullable(row.getObject("workspace_id", UUID.class)).map(WorkspaceId::new),
        Optional.ofNullable(row.getObject("task_id", UUID.class)),
        ParticipantRole.of(row.getString("role")),
        row.getLong("read_seq"),
        ParticipantStore.preference(row),
        new Position(row.getString("epoch"), row.getLong("head")));
  }

  /// Takes the lock under which people and name change, until the end of the transaction.
  static Optional<Locked> lock(Handle sql, TenantId tenant, ConversationId id) {
    return sql.createQuery(LOCK)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map((row, _) ->
            new Locked(
                ConversationType.of(row.getString("type")),
                row.getBoolean("within"),
                row.getBoolean("of_task"),
                row.getLong("current_seq"),
                row.getInt("participant_count")))
        .findOne();
  }

  static void rename(Handle sql, Member member, String name, Instant now) {
    sql.createUpdate(RENAME)
        .bind("tenant", member.tenant().value())
        .bind("id", member.conversation().value())
        .bind("name", name)
        .bind("now", utc(now))
        .execute();
  }

  static void touch(Handle sql, TenantId tenant, ConversationId id, Instant now) {
    sql.createUpdate(TOUCH)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  /// The workspace that a conversation is in, for good.
  static Optional<WorkspaceId> workspace(Handle sql, TenantId tenant, ConversationId id) {
    return sql.createQuery(WORKSPACE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map((row, _) -> new WorkspaceId(row.getObject("workspace_id", UUID.class)))
        .findOne();
  }

  /// How many conversations a workspace has: those of its tasks, or all others.
  static int countWithin(Handle sql, TenantId tenant, WorkspaceId workspace, boolean ofTasks) {
    return sql.createQuery(COUNT_WITHIN)
        .bind("tenant", tenant.value())
        .bind("ofTasks", ofTasks)
        .bind("workspace", workspace.value())
        .mapTo(Integer.class)
        .one();
  }

  /// Takes the locks of all conversations of a workspace.
  static List<ConversationId> lockWithin(Handle sql, TenantId tenant, WorkspaceId workspace) {
    return sql.createQuery(LOCK_WITHIN)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .map((row, _) -> new ConversationId(row.getObject("id", UUID.class)))
        .list();
  }

  static void countPeople(Handle sql, TenantId tenant, ConversationId id, int more) {
    sql.createUpdate(COUNT_PEOPLE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("more", more)
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, ConversationId id, Instant now) {
    delete(sql, DELETE, tenant, id, now);
  }

  /// Deletes one that nobody is left in; false while there is somebody.
  static boolean deleteEmpty(Handle sql, TenantId tenant, ConversationId id, Instant now) {
    return delete(sql, DELETE_EMPTY, tenant, id, now) == 1;
  }

  private static int delete(
      Handle sql, String statement, TenantId tenant, ConversationId id, Instant now) {
    return sql.createUpdate(statement)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", utc(now))
        .execute();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
