package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The SQL that chooses people: the same for a dry run, for a run, and for people who are new.
final class CandidateStore {
  private static final UUID START = new UUID(0, 0);

  private static final String CHOSEN =
      """
      from app_user u
      left join workspace_member m on m.tenant_id = u.tenant_id and m.workspace_id = :workspace
        and m.user_id = u.id
      cross join (select :type as type, cast(:matching as jsonb) as matching) r
      where u.tenant_id = :tenant and u.deactivated_at is null and u.id > :after
        and (:type = 'manual' or
      """
          + RuleStore.MATCHES
          + ") ";

  private static final String NAMED = " and u.id = any(:people) ";

  private static final String ORDER = " order by u.id limit :limit";

  private static final String IDS = "select u.id " + CHOSEN;

  private static final String CANDIDATES =
      """
      select u.id, u.display_name, m.role, coalesce(m.joined_at, u.created_at) as since,
        (select count(*) from workspace_member o
          where o.tenant_id = u.tenant_id and o.user_id = u.id) as workspaces,
        array(select e.role_to from enrolment_effect e
          where e.tenant_id = u.tenant_id and e.rule_id = :rule and e.user_id = u.id
            and e.role_to is not null and e.undone_at is null) as given,
        array(select p.conversation_id from participant p
          where p.tenant_id = u.tenant_id and p.user_id = u.id
            and p.conversation_id = any(:conversations)) as takes_part,
        array(select e.conversation_id from enrolment_effect e
          where e.tenant_id = u.tenant_id and e.rule_id = :rule and e.user_id = u.id
            and e.conversation_id is not null and e.undone_at is null) as was_let_into
      """
          + CHOSEN;

  private CandidateStore() {}

  /// Whom to choose.
  ///
  /// @param rule whose earlier effects count, where it is there already
  /// @param people of whom alone to choose; there are some for a manual rule
  record Choice(
      WorkspaceId workspace,
      Optional<RuleId> rule,
      Definition definition,
      Optional<? extends Collection<UserId>> people) {}

  /// Those after that person, in the order of their ids.
  static List<UserId> ids(
      Handle sql, TenantId tenant, Choice choice, Optional<UserId> after, int limit) {
    return query(sql, IDS, tenant, choice)
        .bind("after", after.map(UserId::value).orElse(START))
        .bind("limit", limit)
        .map((row, _) -> new UserId(row.getObject("id", UUID.class)))
        .list();
  }

  /// The same, with what they are so far.
  static List<Candidate> candidates(
      Handle sql, TenantId tenant, Choice choice, Optional<UserId> after, int limit) {
    return query(sql, CANDIDATES, tenant, choice)
        .bind("rule", choice.rule().map(RuleId::value).orElse(START))
        .bindArray(
            "conversations",
            UUID.class,
            choice.definition().actions().conversationIds().stream()
                .map(ConversationId::value)
                .toList())
        .bind("after", after.map(UserId::value).orElse(START))
        .bind("limit", limit)
        .map((row, _) -> candidate(row))
        .list();
  }

  private static Query query(Handle sql, String query, TenantId tenant, Choice choice) {
    var named = choice.people();
    var chosen =
        sql.createQuery(query + (named.isPresent() ? NAMED : "") + ORDER)
            .bind("tenant", tenant.value())
            .bind("workspace", choice.workspace().value())
            .bind("type", choice.definition().type().label())
            .bind("matching", choice.definition().criteria().matching());
    if (named.isEmpty()) return chosen;
    var ids = named.get().stream().map(UserId::value).toList();
    return chosen.bindArray("people", UUID.class, ids);
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    var role = Optional.ofNullable(row.getString("role")).map(WorkspaceRole::of);
    Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
    return new Candidate(
        new UserId(row.getObject("id", UUID.class)),
        row.getString("display_name"),
        role,
        since,
        row.getInt("workspaces"),
        set(row, "given", (String label) -> WorkspaceRole.of(label)),
        set(row, "takes_part", (UUID id) -> new ConversationId(id)),
        set(row, "was_let_into", (UUID id) -> new ConversationId(id)));
  }

  @SuppressWarnings("unchecked")
  private static <F, T> Set<T> set(ResultSet row, String column, Function<F, T> of)
      throws SQLException {
    return Stream.of((F[]) row.getArray(column).getArray())
        .map(of)
        .collect(Collectors.toUnmodifiableSet());
  }
}
