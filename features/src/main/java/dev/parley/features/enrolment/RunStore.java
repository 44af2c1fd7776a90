package dev.parley.features.enrolment;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// All SQL on runs.
final class RunStore {
  private static final String COLUMNS =
      """
      select id, rule_id, workspace_id, rule_version, kind, people, by_name, to_version, state, after_person,
        below_effect, counts, undone, kept, created_by, created_at, finished_at
      from enrolment_run where tenant_id = :tenant
      """;
  private static final String FIND = COLUMNS + " and id = :id";
  private static final String LOCK = FIND + " for update";
  private static final String LIST = COLUMNS + " and rule_id = :rule order by id desc limit :limit";

  private static final String INSERT =
      """
      insert into enrolment_run (tenant_id, id, rule_id, workspace_id, rule_version, kind, people,
        by_name, to_version, state, counts, created_by, created_at, updated_at)
      values (:tenant, :id, :rule, :workspace, :version, :kind, cast(:people as uuid[]), :byName,
        cast(:to as int), 'pending', cast(:counts as jsonb), :by, :now, :now)
      """;

  private static final String SAVE =
      """
      update enrolment_run set state = :state, after_person = cast(:after as uuid),
        below_effect = cast(:below as bigint),
        counts = cast(:counts as jsonb), undone = :undone, kept = :kept, attempts = 0,
        updated_at = :now, finished_at = case when :ended then cast(:now as timestamptz) end
      where tenant_id = :tenant and id = :id
      """;

  private static final String FAILED =
      """
      update enrolment_run set attempts = attempts + 1, updated_at = :now,
        state = case when attempts + 1 >= :max then 'failed' else state end,
        finished_at = case when attempts + 1 >= :max then cast(:now as timestamptz) end
      where tenant_id = :tenant and id = :id and state in ('pending', 'running')
      """;

  // A rule's runs wait for a rollback of it that came before.
  private static final String TAKE =
      """
      update enrolment_run set leased_until = now() + cast(:lease as interval)
      where (tenant_id, id) = (
        select r.tenant_id, r.id from enrolment_run r
        where r.state in ('pending', 'running')
          and (r.leased_until is null or r.leased_until < now())
          and not exists (
            select from enrolment_run o
            where o.tenant_id = r.tenant_id and o.rule_id = r.rule_id and o.id < r.id
              and o.kind = 'rollback' and o.state in ('pending', 'running'))
        order by r.leased_until nulls first, r.id
        limit 1 for update skip locked)
      returning tenant_id, id
      """;

  private static final String LEASE =
      """
      update enrolment_run set leased_until = now() + cast(:lease as interval)
      where tenant_id = :tenant and id = :id
      """;

  private static final String FORGET =
      """
      delete from enrolment_run where (tenant_id, id) in (
        select r.tenant_id, r.id from enrolment_run r
        where r.finished_at < :before
          and exists (
            select from enrolment_run n
            where n.tenant_id = r.tenant_id and n.rule_id = r.rule_id and n.id > r.id
            offset :kept - 1)
        limit :limit for update skip locked)
      """;

  private RunStore() {}

  /// Forgets runs of any tenant that ended before that moment, beyond so many newer ones of the
  /// rule; at most so many at once, and answers how many.
  static int forget(Handle sql, Instant before, int kept, int limit) {
    return sql.createUpdate(FORGET)
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("kept", kept)
        .bind("limit", limit)
        .execute();
  }

  static Optional<EnrolmentRun> find(Handle sql, TenantId tenant, UUID id) {
    return one(sql, FIND, tenant, id);
  }

  /// Takes the lock under which a run gets on.
  static Optional<EnrolmentRun> lock(Handle sql, TenantId tenant, UUID id) {
    return one(sql, LOCK, tenant, id);
  }

  private static Optional<EnrolmentRun> one(Handle sql, String query, TenantId tenant, UUID id) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bind("id", id)
        .map((row, _) -> run(row))
        .findOne();
  }

  /// The newest first.
  static List<EnrolmentRun> list(Handle sql, TenantId tenant, RuleId rule, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("rule", rule.value())
        .bind("limit", limit)
        .map((row, _) -> run(row))
        .list();
  }

  static EnrolmentRun insert(
      Handle sql, TenantId tenant, EnrolmentRun.Draft draft, UserId by, Instant now) {
    var id = Ids.next();
    var kind = draft.toVersion().isPresent() ? "rollback" : "apply";
    sql.createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bind("id", id)
        .bind("rule", draft.rule().id().value())
        .bind("workspace", draft.rule().workspaceId().value())
        .bind("version", draft.rule().version())
        .bind("kind", kind)
        .bind("people", draft.people().map(RunStore::literal).orElse(null))
        .bind("byName", draft.byName())
        .bind("to", draft.toVersion().orElse(null))
        .bind("counts", Json.write(Counts.NONE))
        .bind("by", by.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    return find(sql, tenant, id).orElseThrow();
  }

  private static String literal(Collection<UserId> users) {
    return "{" + String.join(",", users.stream().map(UserId::toString).sorted().toList()) + "}";
  }

  /// How far a run has got.
  record Step(
      EnrolmentRun.State state,
      Optional<UserId> afterPerson,
      Optional<Long> belowEffect,
      Counts counts,
      int undone,
      int kept) {}

  static void save(Handle sql, TenantId tenant, UUID id, Step step, Instant now) {
    boolean ended =
        step.state() != EnrolmentRun.State.RUNNING && step.state() != EnrolmentRun.State.PENDING;
    sql.createUpdate(SAVE)
        .bind("tenant", tenant.value())
        .bind("id", id)
        .bind("state", step.state().label())
        .bind("after", step.afterPerson().map(UserId::value).orElse(null))
        .bind("below", step.belowEffect().orElse(null))
        .bind("counts", Json.write(step.counts()))
        .bind("undone", step.undone())
        .bind("kept", step.kept())
        .bind("ended", ended)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /// Counts a failure; too many in a row end the run.
  static void failed(Handle sql, TenantId tenant, UUID id, int max, Instant now) {
    sql.createUpdate(FAILED)
        .bind("tenant", tenant.value())
        .bind("id", id)
        .bind("max", max)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /// A run that somebody has to work on.
  record Taken(TenantId tenant, UUID run) {}

  /// Takes the run that has waited longest, of any tenant, for so long.
  static Optional<Taken> take(Handle sql, Duration lease) {
    return sql.createQuery(TAKE)
        .bind("lease", lease.toString())
        .map((row, _) ->
            new Taken(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class)))
        .findOne();
  }

  /// Keeps a run that was taken for so long from now on.
  static void lease(Handle sql, Taken taken, Duration lease) {
    sql.createUpdate(LEASE)
        .bind("tenant", taken.tenant().value())
        .bind("id", taken.run())
        .bind("lease", lease.toString())
        .execute();
  }

  private static EnrolmentRun run(ResultSet row) throws SQLException {
    var finished = row.getObject("finished_at", OffsetDateTime.class);
    return new EnrolmentRun(
        row.getObject("id", UUID.class),
        new RuleId(row.getObject("rule_id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        row.getInt("rule_version"),
        EnrolmentRun.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        users(row.getArray("people")),
        row.getBoolean("by_name"),
        Optional.ofNullable(row.getObject("to_version", Integer.class)),
        EnrolmentRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getObject("after_person", UUID.class)).map(UserId::new),
        Optional.ofNullable(row.getObject("below_effect", Long.class)),
        Json.read(row.getString("counts"), Counts.class),
        row.getInt("undone"),
        row.getInt("kept"),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(finished).map(OffsetDateTime::toInstant));
  }

  private static Optional<List<UserId>> users(@Nullable Array array) throws SQLException {
    if (array == null) return Optional.empty();
    return Optional.of(Stream.of((UUID[]) array.getArray()).map(UserId::new).toList());
  }
}
