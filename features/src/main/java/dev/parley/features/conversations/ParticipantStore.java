package dev.parley.features.conversations;

import dev.parley.features.conversations.Conversations.Seat;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/// All SQL on who takes part in conversations.
final class ParticipantStore {
  private static final String ROLE =
      """
      select p.role from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
      where p.tenant_id = :tenant and p.conversation_id = :conversation and p.user_id = :user
      """;

  private static final String AMONG =
      """
      select p.conversation_id, p.user_id from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
      where p.tenant_id = :tenant
        and (p.conversation_id, p.user_id) in (select * from unnest(:conversations, :users))
      """;

  // Keeps the row from being deleted, and nothing else from happening, until the end.
  private static final String ROLE_HELD = ROLE + " for key share of p";

  private static final String SEEN =
      """
      select p.conversation_id, p.user_id, u.display_name, p.role, p.read_seq, p.delivered_seq,
        p.joined_at
      from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id
      where p.tenant_id = :tenant and p.conversation_id = any(:conversations)
      """;

  private static final String LIST = SEEN + " order by p.joined_at, p.user_id";

  private static final String SOME = SEEN + " and p.user_id = any(:users) order by p.user_id";

  private static final String PEOPLE =
      """
      select id from app_user
      where tenant_id = :tenant and id = any(:users) and deactivated_at is null
      """;

  private static final String INSERT =
      """
      insert into participant (tenant_id, conversation_id, user_id, role, read_seq, delivered_seq,
        joined_at)
      select :tenant, :conversation, u,
        case when u = cast(:owner as uuid) then 'owner' else 'member' end, :seq, :seq, :now
      from unnest(:users) u order by u
      """;

  private static final String DELETE =
      """
      delete from participant
      where tenant_id = :tenant and conversation_id = :conversation and user_id = :user
      """;

  private static final String DELETE_ALL =
      """
      delete from participant where tenant_id = :tenant and conversation_id = :conversation
      returning user_id
      """;

  // Locks as everyone does, the conversation first.
  private static final String OWNED =
      """
      select c.id from conversation c
      join participant p on p.tenant_id = c.tenant_id and p.conversation_id = c.id
      where p.tenant_id = :tenant and p.user_id = :user and p.role = 'owner'
      order by c.id limit :limit for no key update of c, p
      """;

  private static final String HAND_OVER =
      """
      with heir as (
        select p.user_id from participant p
        join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id
        where p.tenant_id = :tenant and p.conversation_id = :conversation and p.role <> 'owner'
          and u.deactivated_at is null
        order by p.role = 'member', p.joined_at, p.user_id
        limit 1 {lock})
      update participant p set role = case p.role when 'owner' then 'member' else 'owner' end
      from heir
      where p.tenant_id = :tenant and p.conversation_id = :conversation
        and (p.role = 'owner' or p.user_id = heir.user_id)
      returning heir.user_id
      """;

  // Whoever is deactivated at this very moment is waited for, and passed over.
  private static final String HAND_OVER_ANYWHERE = HAND_OVER.replace("{lock}", "for share of u");

  // Whoever is deactivated at this very moment waits for the conversation's lock, and leaves.
  private static final String HAND_OVER_WITHIN = HAND_OVER.replace("{lock}", "");

  // Locks as everyone does, the conversation first, and several in the order of their ids.
  private static final String LOCK_WITHIN =
      """
      select c.id, p.role from conversation c
      join participant p on p.tenant_id = c.tenant_id and p.conversation_id = c.id
      where c.tenant_id = :tenant and c.workspace_id = any(:workspaces) and c.deleted_at is null
        and p.user_id = :user
      order by c.id for update of c, p
      """;

  private static final String PREFERENCE =
      """
      select p.starred, p.position from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
      where p.tenant_id = :tenant and p.conversation_id = :conversation and p.user_id = :user
      for no key update of p
      """;

  private static final String PREFER =
      """
      update participant set starred = :starred, position = :position
      where tenant_id = :tenant and conversation_id = :conversation and user_id = :user
      """;

  private static final String COMPANIONS =
      """
      select distinct other.user_id from participant one
      join participant other
        on other.tenant_id = one.tenant_id and other.conversation_id = one.conversation_id
      where one.tenant_id = :tenant and one.user_id = :user and other.user_id = any(:users)
      """;

  private ParticipantStore() {}

  static Optional<ParticipantRole> role(Handle sql, Actor actor, ConversationId conversation) {
    return role(sql, ROLE, actor, conversation);
  }

  static Optional<ParticipantRole> roleHeld(Handle sql, Actor actor, ConversationId conversation) {
    return role(sql, ROLE_HELD, actor, conversation);
  }

  private static Optional<ParticipantRole> role(
      Handle sql, String query, Actor actor, ConversationId conversation) {
    return sql.createQuery(query)
        .bind("tenant", actor.tenant().value())
        .bind("conversation", conversation.value())
        .bind("user", actor.user().value())
        .map((row, _) -> ParticipantRole.of(row.getString("role")))
        .findOne();
  }

  /// Those who take part, of as many as are asked about.
  static Set<Seat> among(Handle sql, TenantId tenant, Collection<Seat> seats) {
    return sql.createQuery(AMONG)
        .bind("tenant", tenant.value())
        .bindArray("conversations", UUID.class, each(seats, seat -> seat.conversation().value()))
        .bindArray("users", UUID.class, each(seats, seat -> seat.user().value()))
        .map((row, _) ->
            new Seat(
                tenant,
                new ConversationId(row.getObject("conversation_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class))))
        .set();
  }

  private static List<UUID> each(Collection<Seat> seats, Function<Seat, UUID> id) {
    return seats.stream().map(id).toList();
  }

  /// The people of each conversation, in the order in which they came.
  static Map<ConversationId, List<Participant>> list(
      Handle sql, TenantId tenant, Collection<ConversationId> conversations) {
    var people = new LinkedHashMap<ConversationId, List<Participant>>();
    sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("conversations", uuids(conversations.stream().map(ConversationId::value)))
        .map((row, _) ->
            people
                .computeIfAbsent(
                    new ConversationId(row.getObject("conversation_id", UUID.class)),
                    _ -> new ArrayList<>())
                .add(participant(row)))
        .list();
    return people;
  }

  /// Those of the people who take part.
  static List<Participant> some(
      Handle sql, TenantId tenant, ConversationId conversation, Collection<UserId> users) {
    return sql.createQuery(SOME)
        .bind("tenant", tenant.value())
        .bind("conversations", uuids(Stream.of(conversation.value())))
        .bind("users", uuids(users.stream().map(UserId::value)))
        .map((row, _) -> participant(row))
        .list();
  }

  private static Participant participant(ResultSet row) throws SQLException {
    return new Participant(
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("display_name"),
        ParticipantRole.of(row.getString("role")),
        row.getLong("read_seq"),
        row.getLong("delivered_seq"),
        ConversationStore.instant(row, "joined_at"));
  }

  /// How many of them are people of the tenant who may take part.
  static int countPeople(Handle sql, TenantId tenant, Collection<UserId> users) {
    return sql.createQuery(PEOPLE)
        .bind("tenant", tenant.value())
        .bind("users", uuids(users.stream().map(UserId::value)))
        .mapTo(UUID.class)
        .list()
        .size();
  }

  /// From which message on people take part, all as members but the owner, if there is one.
  record Joining(Optional<UserId> owner, long seq, Instant at) {}

  static void insert(
      Handle sql,
      TenantId tenant,
      ConversationId conversation,
      Collection<UserId> users,
      Joining joining) {
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("conversation", conversation.value())
        .bind("users", uuids(users.stream().map(UserId::value)))
        .bind("owner", joining.owner().map(UserId::value).orElse(null))
        .bind("seq", joining.seq())
        .bind("now", ConversationStore.utc(joining.at()))
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, ConversationId conversation, UserId user) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("conversation", conversation.value())
        .bind("user", user.value())
        .execute();
  }

  /// Removes everyone, and tells who they were.
  static List<UserId> deleteAll(Handle sql, TenantId tenant, ConversationId conversation) {
    return sql.createQuery(DELETE_ALL)
        .bind("tenant", tenant.value())
        .bind("conversation", conversation.value())
        .map((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
        .list();
  }

  /// A person's place in a conversation that is locked.
  ///
  /// @param within whether that is in a workspace
  record Place(ConversationId conversation, boolean within, ParticipantRole role) {}

  /// Takes the locks of those conversations of workspaces that a person takes part in.
  static List<Place> lockWithin(
      Handle sql, TenantId tenant, Set<WorkspaceId> workspaces, UserId user) {
    return sql.createQuery(LOCK_WITHIN)
        .bind("tenant", tenant.value())
        .bind("workspaces", uuids(workspaces.stream().map(WorkspaceId::value)))
        .bind("user", user.value())
        .map((row, _) ->
            new Place(
                new ConversationId(row.getObject("id", UUID.class)),
                true,
                ParticipantRole.of(row.getString("role"))))
        .list();
  }

  /// How a person keeps the conversation, locked until the transaction ends.
  static Optional<Preference> preference(Handle sql, Actor actor, ConversationId conversation) {
    return sql.createQuery(PREFERENCE)
        .bind("tenant", actor.tenant().value())
        .bind("conversation", conversation.value())
        .bind("user", actor.user().value())
        .map((row, _) -> preference(row))
        .findOne();
  }

  static Preference preference(ResultSet row) throws SQLException {
    return new Preference(
        row.getBoolean("starred"), Optional.ofNullable(row.getString("position")));
  }

  static void prefer(Handle sql, Actor actor, ConversationId conversation, Preference preference) {
    sql.createUpdate(PREFER)
        .bind("tenant", actor.tenant().value())
        .bind("conversation", conversation.value())
        .bind("user", actor.user().value())
        .bind("starred", preference.starred())
        .bind("position", preference.position())
        .execute();
  }

  /// What a person owns, held until the end of the transaction.
  static List<ConversationId> owned(Handle sql, TenantId tenant, UserId user, int limit) {
    return sql.createQuery(OWNED)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .bind("limit", limit)
        .map((row, _) -> new ConversationId(row.getObject("id", UUID.class)))
        .list();
  }

  /// Makes the longest-standing admin the owner, else the longest-standing member; nobody who was
  /// deactivated. Whoever was the owner is a member from then on, if there is a new one.
  static Optional<UserId> handOver(Handle sql, TenantId tenant, ConversationId conversation) {
    return handOver(sql, HAND_OVER_ANYWHERE, tenant, conversation);
  }

  /// The same in a conversation of a workspace.
  static Optional<UserId> handOverWithin(Handle sql, TenantId tenant, ConversationId conversation) {
    return handOver(sql, HAND_OVER_WITHIN, tenant, conversation);
  }

  private static Optional<UserId> handOver(
      Handle sql, String statement, TenantId tenant, ConversationId conversation) {
    return sql.createQuery(statement)
        .bind("tenant", tenant.value())
        .bind("conversation", conversation.value())
        .map((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
        .findFirst();
  }

  /// Those of the people who take part in a conversation with the actor.
  static Set<UserId> companions(Handle sql, Actor actor, Collection<UserId> users) {
    return sql.createQuery(COMPANIONS)
        .bind("tenant", actor.tenant().value())
        .bind("user", actor.user().value())
        .bind("users", uuids(users.stream().map(UserId::value)))
        .map((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
        .set();
  }

  private static Argument uuids(Stream<UUID> values) {
    var all = values.toArray(UUID[]::new);
    return (position, statement, _) ->
        statement.setArray(position, statement.getConnection().createArrayOf("uuid", all));
  }
}
