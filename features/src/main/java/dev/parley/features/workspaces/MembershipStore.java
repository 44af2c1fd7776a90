package dev.parley.features.workspaces;

import dev.parley.features.workspaces.Workspaces.Seat;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// All SQL on who is in workspaces.
final class MembershipStore {
  private static final String ROLE =
      """
      select m.role from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant and m.workspace_id = :workspace and m.user_id = :user
      """;

  // Keeps the row from being deleted, and nothing else from happening, until the end.
  private static final String ROLE_HELD = ROLE + " for key share of m";

  // In one order, as everyone who holds several.
  private static final String ROLES_HELD =
      """
      select m.workspace_id, m.user_id, m.role from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant
        and (m.workspace_id, m.user_id) in (select * from unnest(:workspaces, :users))
      order by m.workspace_id, m.user_id for key share of m
      """;

  private static final String AMONG =
      """
      select m.workspace_id, m.user_id from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant
        and (m.workspace_id, m.user_id) in (select * from unnest(:workspaces, :users))
      """;

  private static final String SEEN =
      """
      select m.user_id, u.display_name, m.role, m.joined_at from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant and m.workspace_id = :workspace
      """;

  private static final String LIST =
      SEEN + " and m.user_id > :after order by m.user_id limit :limit";

  private static final String SOME = SEEN + " and m.user_id = any(:users) order by m.user_id";

  // In one order, as everyone who holds several people does.
  private static final String HOLD_PEOPLE =
      """
      select id from app_user
      where tenant_id = :tenant and id = any(:users) and deactivated_at is null
      order by id for share
      """;

  private static final String ONE_AT_A_TIME =
      """
      select pg_advisory_xact_lock(hashtextextended('workspaces of ' || id, 0))
      from (select id from unnest(:users) as given (id) order by id) as ordered
      """;

  private static final String MOST =
      """
      select coalesce(max(places), 0) from (
        select count(*) as places from workspace_member
        where tenant_id = :tenant and user_id = any(:users) group by user_id) as each_one
      """;

  private static final String INSERT =
      """
      insert into workspace_member (tenant_id, workspace_id, user_id, role, joined_at)
      select :tenant, :workspace, u, :role, :now from unnest(:users) u order by u
      """;

  private static final String CHANGE =
      """
      update workspace_member set role = :role
      where tenant_id = :tenant and workspace_id = :workspace and user_id = any(:users)
      """;

  private static final String PREFERENCE =
      """
      select m.starred, m.position from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant and m.workspace_id = :workspace and m.user_id = :user
      for no key update of m
      """;

  private static final String PREFER =
      """
      update workspace_member set starred = :starred, position = :position
      where tenant_id = :tenant and workspace_id = :workspace and user_id = :user
      """;

  private static final String DELETE =
      """
      delete from workspace_member
      where tenant_id = :tenant and workspace_id = :workspace and user_id = any(:users)
      """;

  private static final String DELETE_ALL =
      """
      delete from workspace_member where tenant_id = :tenant and workspace_id = :workspace
      returning user_id
      """;

  private static final String OWNERS =
      """
      select count(*) from workspace_member
      where tenant_id = :tenant and workspace_id = :workspace and role = 'owner'
      """;

  // Whoever is deactivated at this very moment is waited for, and passed over.
  private static final String HEIR =
      """
      select m.user_id from workspace_member m
      join app_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deactivated_at is null
      where m.tenant_id = :tenant and m.workspace_id = :workspace and m.role <> 'guest'
      order by m.role = 'member', m.joined_at, m.user_id
      limit 1 for share of u
      """;

  private MembershipStore() {}

  static Optional<WorkspaceRole> role(Handle sql, Actor actor, WorkspaceId workspace) {
    return role(sql, ROLE, actor, workspace);
  }

  static Optional<WorkspaceRole> roleHeld(Handle sql, Actor actor, WorkspaceId workspace) {
    return role(sql, ROLE_HELD, actor, workspace);
  }

  private static Optional<WorkspaceRole> role(
      Handle sql, String query, Actor actor, WorkspaceId workspace) {
    return sql.createQuery(query)
        .bind("tenant", actor.tenant().value())
        .bind("workspace", workspace.value())
        .bind("user", actor.user().value())
        .map((row, _) -> WorkspaceRole.of(row.getString("role")))
        .findOne();
  }

  /// How a person keeps the workspace, locked until the transaction ends.
  static Optional<Preference> preference(Handle sql, Actor actor, WorkspaceId workspace) {
    return sql.createQuery(PREFERENCE)
        .bind("tenant", actor.tenant().value())
        .bind("workspace", workspace.value())
        .bind("user", actor.user().value())
        .map((row, _) ->
            new Preference(
                row.getBoolean("starred"), Optional.ofNullable(row.getString("position"))))
        .findOne();
  }

  static void prefer(Handle sql, Actor actor, WorkspaceId workspace, Preference preference) {
    sql.createUpdate(PREFER)
        .bind("tenant", actor.tenant().value())
        .bind("workspace", workspace.value())
        .bind("user", actor.user().value())
        .bind("starred", preference.starred())
        .bind("position", preference.position())
        .execute();
  }

  /// Those who are members, of as many as are asked about.
  static Set<Seat> among(Handle sql, TenantId tenant, Collection<Seat> seats) {
    return bound(sql.createQuery(AMONG), tenant, seats).map((row, _) -> seat(tenant, row)).set();
  }

  /// The roles of those who are members, who stay so until the transaction ends.
  static Map<Seat, WorkspaceRole> rolesHeld(Handle sql, TenantId tenant, Collection<Seat> seats) {
    return bound(sql.createQuery(ROLES_HELD), tenant, seats)
        .map((row, _) -> Map.entry(seat(tenant, row), WorkspaceRole.of(row.getString("role"))))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Query bound(Query query, TenantId tenant, Collection<Seat> seats) {
    return query
        .bind("tenant", tenant.value())
        .bindArray("workspaces", UUID.class, each(seats, seat -> seat.workspace().value()))
        .bindArray("users", UUID.class, each(seats, seat -> seat.user().value()));
  }

  private static Seat seat(TenantId tenant, ResultSet row) throws SQLException {
    return new Seat(tenant, new WorkspaceId(row.getObject("workspace_id", UUID.class)), user(row));
  }

  private static <T> List<UUID> each(Collection<T> things, Function<T, UUID> id) {
    return things.stream().map(id).toList();
  }

  /// Members after that id, in the order of their ids.
  static List<Membership> list(
      Handle sql, TenantId tenant, WorkspaceId workspace, UUID after, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> membership(row))
        .list();
  }

  /// Those of the people who are members.
  static List<Membership> some(
      Handle sql, TenantId tenant, WorkspaceId workspace, Collection<UserId> users) {
    return sql.createQuery(SOME)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .map((row, _) -> membership(row))
        .list();
  }

  private static Membership membership(ResultSet row) throws SQLException {
    return new Membership(
        user(row),
        row.getString("display_name"),
        WorkspaceRole.of(row.getString("role")),
        row.getTimestamp("joined_at").toInstant());
  }

  private static UserId user(ResultSet row) throws SQLException {
    return new UserId(row.getObject("user_id", UUID.class));
  }

  /// Those of them who are active people of the tenant, and stay so until the transaction ends.
  /// Before any workspace's lock is taken, as those do who deactivate people.
  static Set<UserId> holdPeople(Handle sql, TenantId tenant, Collection<UserId> users) {
    return sql.createQuery(HOLD_PEOPLE)
        .bind("tenant", tenant.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .map((row, _) -> new UserId(row.getObject("id", UUID.class)))
        .set();
  }

  /// In how many workspaces the one of them is who is in most. Until the transaction ends none of
  /// them joins another one elsewhere.
  static int most(Handle sql, TenantId tenant, Collection<UserId> users) {
    oneAtATime(sql, users);
    return sql.createQuery(MOST)
        .bind("tenant", tenant.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .mapTo(Integer.class)
        .one();
  }

  /// Until the transaction ends none of them joins another workspace elsewhere.
  static void oneAtATime(Handle sql, Collection<UserId> users) {
    sql.createQuery(ONE_AT_A_TIME)
        .bindArray("users", UUID.class, each(users, UserId::value))
        .mapTo(String.class)
        .list();
  }

  /// As what people join, and when.
  record Joining(WorkspaceRole role, Instant at) {}

  static void insert(
      Handle sql,
      TenantId tenant,
      WorkspaceId workspace,
      Collection<UserId> users,
      Joining joining) {
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .bind("role", joining.role().label())
        .bind("now", Timestamp.from(joining.at()))
        .execute();
  }

  static void change(
      Handle sql,
      TenantId tenant,
      WorkspaceId workspace,
      Collection<UserId> users,
      WorkspaceRole role) {
    sql.createUpdate(CHANGE)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .bind("role", role.label())
        .execute();
  }

  static void delete(Handle sql, TenantId tenant, WorkspaceId workspace, Collection<UserId> users) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bindArray("users", UUID.class, each(users, UserId::value))
        .execute();
  }

  /// Removes everyone, and tells who they were.
  static List<UserId> deleteAll(Handle sql, TenantId tenant, WorkspaceId workspace) {
    return sql.createQuery(DELETE_ALL)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .map((row, _) -> user(row))
        .list();
  }

  static int owners(Handle sql, TenantId tenant, WorkspaceId workspace) {
    return sql.createQuery(OWNERS)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .mapTo(Integer.class)
        .one();
  }

  /// Who is to own what has no owner: the longest-standing admin, else the longest-standing member.
  static Optional<UserId> heir(Handle sql, TenantId tenant, WorkspaceId workspace) {
    return sql.createQuery(HEIR)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .map((row, _) -> user(row))
        .findOne();
  }
}
