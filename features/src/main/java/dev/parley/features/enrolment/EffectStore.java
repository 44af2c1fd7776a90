package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// All SQL on what rules did to people.
final class EffectStore {
  private static final String INSERT =
      """
      insert into enrolment_effect (tenant_id, rule_id, rule_version, run_id, workspace_id, user_id,
        kind, role_from, role_to, conversation_id, since, created_at)
      values (:tenant, :rule, :version, cast(:run as uuid), :workspace, :user, :kind, :from, :to,
        cast(:conversation as uuid), :since, :now)
      """;

  private static final String LATER =
      """
      select id, user_id, kind, role_from, role_to, conversation_id, since from enrolment_effect
      where tenant_id = :tenant and rule_id = :rule and undone_at is null
        and rule_version > :after and rule_version < :before and id < :below
      order by id desc limit :limit
      """;

  private static final String UNDONE =
      """
      update enrolment_effect set undone_at = :now where tenant_id = :tenant and id = any(:ids)
      """;

  // Of what somebody had left before, it stays known that they left.
  private static final String ENDED =
      """
      update enrolment_effect e set undone_at = :now
      where e.tenant_id = :tenant and e.user_id = :user and e.undone_at is null
        and exists (
          select from workspace_member m
          where m.tenant_id = e.tenant_id and m.workspace_id = e.workspace_id
            and m.user_id = e.user_id)
        and (e.conversation_id is null or exists (
          select from participant p
          where p.tenant_id = e.tenant_id and p.conversation_id = e.conversation_id
            and p.user_id = e.user_id))
      """;

  // What nobody has taken back is needed as long as the rule is there: for a rollback, and to know
  // who has left.
  private static final String FORGET =
      """
      delete from enrolment_effect where (tenant_id, id) in (
        select e.tenant_id, e.id from enrolment_effect e where e.undone_at < :before
        union all
        select e.tenant_id, e.id from enrolment_rule r
        join enrolment_effect e on e.tenant_id = r.tenant_id and e.rule_id = r.id
          and e.undone_at is null
        where r.deleted_at < :before
        limit :limit)
      """;

  private EffectStore() {}

  /// Forgets, of any tenant, what was taken back before that moment, and what rules did that were
  /// deleted before it; at most so much at once, and answers how much.
  static int forget(Handle sql, Instant before, int limit) {
    return sql.createUpdate(FORGET)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .execute();
  }

  /// What was done.
  enum Kind {
    JOINED,
    RAISED,
    CONVERSATION;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a rule did to a person.
  ///
  /// @param since when the person joined the workspace, or the conversation
  record Effect(
      long id,
      UserId user,
      Kind kind,
      Optional<WorkspaceRole> from,
      Optional<WorkspaceRole> to,
      Optional<ConversationId> conversation,
      Instant since) {
    static Effect joined(UserId user, WorkspaceRole role, Instant since) {
      return new Effect(
          0, user, Kind.JOINED, Optional.empty(), Optional.of(role), Optional.empty(), since);
    }

    static Effect raised(Candidate person, WorkspaceRole role) {
      return new Effect(
          0,
          person.id(),
          Kind.RAISED,
          person.role(),
          Optional.of(role),
          Optional.empty(),
          person.since());
    }

    static Effect talks(UserId user, ConversationId conversation, Instant since) {
      return new Effect(
          0,
          user,
          Kind.CONVERSATION,
          Optional.empty(),
          Optional.empty(),
          Optional.of(conversation),
          since);
    }
  }

  /// Writes what a rule did, in that order.
  static void insert(
      Handle sql, TenantId tenant, Enroller.Order order, List<Effect> effects, Instant now) {
    if (effects.isEmpty()) return;
    var rule = order.rule();
    try (var batch = sql.prepareBatch(INSERT)) {
      for (var effect : effects) {
        batch
            .bind("tenant", tenant.value())
            .bind("rule", rule.id().value())
            .bind("version", rule.version())
            .bind("run", order.run().orElse(null))
            .bind("workspace", rule.workspaceId().value())
            .bind("user", effect.user().value())
            .bind("kind", effect.kind().label())
            .bind("from", effect.from().map(WorkspaceRole::label).orElse(null))
            .bind("to", effect.to().map(WorkspaceRole::label).orElse(null))
            .bind("conversation", effect.conversation().map(ConversationId::value).orElse(null))
            .bind("since", effect.since().atOffset(ZoneOffset.UTC))
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .add();
      }
      batch.execute();
    }
  }

  /// What versions after one and before another did and nobody has taken back, the newest first.
  static List<Effect> later(Handle sql, TenantId tenant, EnrolmentRun rollback, int limit) {
    return sql.createQuery(LATER)
        .bind("tenant", tenant.value())
        .bind("rule", rollback.ruleId().value())
        .bind("after", rollback.toVersion().orElseThrow())
        .bind("before", rollback.ruleVersion())
        .bind("below", rollback.belowEffect().orElse(Long.MAX_VALUE))
        .bind("limit", limit)
        .map((row, _) -> effect(row))
        .list();
  }

  static void undone(Handle sql, TenantId tenant, Collection<Long> ids, Instant now) {
    sql.createUpdate(UNDONE)
        .bind("tenant", tenant.value())
        .bindArray("ids", Long.class, List.copyOf(ids))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /// Forgets what a person loses by being deactivated.
  static void ended(Handle sql, TenantId tenant, UserId user, Instant now) {
    sql.createUpdate(ENDED)
        .bind("tenant", tenant.value())
        .bind("user", user.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  private static Effect effect(ResultSet row) throws SQLException {
    var conversation = row.getObject("conversation_id", UUID.class);
    return new Effect(
        row.getLong("id"),
        new UserId(row.getObject("user_id", UUID.class)),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        role(row.getString("role_from")),
        role(row.getString("role_to")),
        Optional.ofNullable(conversation).map(ConversationId::new),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  private static Optional<WorkspaceRole> role(@Nullable String label) {
    return Optional.ofNullable(label).map(WorkspaceRole::of);
  }
}
