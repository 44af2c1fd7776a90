package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.WorkspaceRole;
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
import tools.jackson.databind.JsonNode;

/// All SQL on rules and their versions.
final class RuleStore {
  /// Whether a rule `r` is about a person `u`.
  static final String MATCHES =
      """
      case r.type
        when 'email_domain' then r.matching @> to_jsonb(lower(split_part(u.email, '@', 2)))
        when 'user_metadata' then not exists (
          select from jsonb_array_elements(r.matching) c
          where not (c.value -> 'in' @> jsonb_build_array(u.metadata -> (c.value ->> 'key'))))
        else false
      end
      """;

  private static final String COLUMNS =
      """
      select r.id, r.workspace_id, r.name, r.type, r.criteria, r.actions, r.active, r.version,
        r.created_by, r.created_at, r.updated_by, r.updated_at
      """;

  private static final String THERE =
      """
       from enrolment_rule r where r.tenant_id = :tenant and r.deleted_at is null
      """;

  private static final String FIND = COLUMNS + THERE + " and r.id = :id";
  private static final String LOCK = FIND + " for update";
  private static final String SHARE = FIND + " for share";
  private static final String LIST =
      COLUMNS + THERE + " and r.workspace_id = :workspace order by r.id limit :limit";

  private static final String MATCHING =
      COLUMNS
          + """
          , count(*) as people
          from enrolment_rule r
          join workspace w on w.tenant_id = r.tenant_id and w.id = r.workspace_id
            and w.deleted_at is null
          join app_user u on u.tenant_id = r.tenant_id and u.id = any(:users)
            and u.deactivated_at is null
          where r.tenant_id = :tenant and r.active and r.deleted_at is null and
          """
          + MATCHES
          + " group by r.tenant_id, r.id order by r.workspace_id, r.id";

  private static final String COUNT_ACTIVE =
      """
      select count(*) from enrolment_rule r
      where r.tenant_id = :tenant and r.active and r.deleted_at is null and r.id <> :id
      """;

  // Those who add people read the rules in common, those who change rules wait for them.
  private static final String RULES_STAY =
      """
      select pg_advisory_xact_lock_shared(hashtextextended('enrolment rules of ' || :tenant, 0))
      """;
  private static final String RULES_CHANGE =
      """
      select pg_advisory_xact_lock(hashtextextended('enrolment rules of ' || :tenant, 0))
      """;

  private static final String WRITE =
      """
      insert into enrolment_rule as r (tenant_id, id, workspace_id, name, type, criteria, matching,
        actions, active, version, created_by, created_at, updated_by, updated_at)
      values (:tenant, :id, :workspace, :name, :type, cast(:criteria as jsonb),
        cast(:matching as jsonb), cast(:actions as jsonb), :active, 1, :by, :now, :by, :now)
      on conflict (tenant_id, id) do update set name = excluded.name, type = excluded.type,
        criteria = excluded.criteria, matching = excluded.matching, actions = excluded.actions,
        active = excluded.active, version = r.version + 1, updated_by = excluded.updated_by,
        updated_at = excluded.updated_at
      """;

  private static final String KEEP_VERSION =
      """
      insert into enrolment_rule_version (tenant_id, rule_id, version, definition, changed_by,
        changed_at)
      values (:tenant, :id, :version, cast(:definition as jsonb), :by, :now)
      """;

  private static final String DELETE =
      """
      update enrolment_rule set deleted_at = :now, active = false
      where tenant_id = :tenant and id = :id
      """;

  private static final String VERSIONS =
      """
      select version, definition, changed_by, changed_at from enrolment_rule_version
      where tenant_id = :tenant and rule_id = :id
      """;
  private static final String NEWEST_VERSIONS = VERSIONS + " order by version desc limit :limit";
  private static final String ONE_VERSION = VERSIONS + " and version = :version";

  private RuleStore() {}

  static Optional<EnrolmentRule> find(Handle sql, TenantId tenant, RuleId id) {
    return one(sql, FIND, tenant, id);
  }

  /// Takes the lock under which a rule changes.
  static Optional<EnrolmentRule> lock(Handle sql, TenantId tenant, RuleId id) {
    return one(sql, LOCK, tenant, id);
  }

  /// Keeps a rule as it is until the transaction ends.
  static Optional<EnrolmentRule> share(Handle sql, TenantId tenant, RuleId id) {
    return one(sql, SHARE, tenant, id);
  }

  private static Optional<EnrolmentRule> one(Handle sql, String query, TenantId tenant, RuleId id) {
    return sql.createQuery(query)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map((row, _) -> rule(row))
        .findOne();
  }

  static List<EnrolmentRule> list(Handle sql, TenantId tenant, WorkspaceId workspace, int limit) {
    return sql.createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("workspace", workspace.value())
        .bind("limit", limit)
        .map((row, _) -> rule(row))
        .list();
  }

  /// A rule that lets people in, and how many of some people it is about.
  record Match(EnrolmentRule rule, int people) {}

  /// The active rules that are about any of the people, in the order in which workspaces are
  /// locked.
  static List<Match> matching(Handle sql, TenantId tenant, Collection<UserId> users) {
    return sql.createQuery(MATCHING)
        .bind("tenant", tenant.value())
        .bindArray("users", UUID.class, users.stream().map(UserId::value).toList())
        .map((row, _) -> new Match(rule(row), row.getInt("people")))
        .list();
  }

  /// How many other rules of the tenant are active.
  static int countActive(Handle sql, TenantId tenant, RuleId but) {
    return sql.createQuery(COUNT_ACTIVE)
        .bind("tenant", tenant.value())
        .bind("id", but.value())
        .mapTo(Integer.class)
        .one();
  }

  /// No rule of the tenant changes until the transaction ends.
  static void rulesStay(Handle sql, TenantId tenant) {
    sql.createQuery(RULES_STAY).bind("tenant", tenant.toString()).mapTo(String.class).findOne();
  }

  /// Waits for those who look at the tenant's rules; nobody else does until the transaction ends.
  static void rulesChange(Handle sql, TenantId tenant) {
    sql.createQuery(RULES_CHANGE).bind("tenant", tenant.toString()).mapTo(String.class).findOne();
  }

  /// Whose rule it is, who changes it, and when.
  record Writing(WorkspaceId workspace, RuleId id, UserId by, Instant at) {}

  /// Makes a rule, or changes it, and keeps the version.
  static EnrolmentRule write(Handle sql, TenantId tenant, Writing writing, Definition definition) {
    var now = writing.at().atOffset(ZoneOffset.UTC);
    sql.createUpdate(WRITE)
        .bind("tenant", tenant.value())
        .bind("id", writing.id().value())
        .bind("workspace", writing.workspace().value())
        .bind("name", definition.name())
        .bind("type", definition.type().label())
        .bind("criteria", Json.write(definition.criteria()))
        .bind("matching", definition.criteria().matching())
        .bind("actions", Json.write(definition.actions()))
        .bind("active", definition.active())
        .bind("by", writing.by().value())
        .bind("now", now)
        .execute();
    var written = find(sql, tenant, writing.id()).orElseThrow(EnrolmentRules::unknown);
    sql.createUpdate(KEEP_VERSION)
        .bind("tenant", tenant.value())
        .bind("id", writing.id().value())
        .bind("version", written.version())
        .bind("definition", Json.write(definition))
        .bind("by", writing.by().value())
        .bind("now", now)
        .execute();
    return written;
  }

  static void delete(Handle sql, TenantId tenant, RuleId id, Instant now) {
    sql.createUpdate(DELETE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /// The newest first.
  static List<RuleVersion> versions(Handle sql, TenantId tenant, RuleId id, int limit) {
    return sql.createQuery(NEWEST_VERSIONS)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("limit", limit)
        .map((row, _) -> version(row))
        .list();
  }

  static Optional<RuleVersion> version(Handle sql, TenantId tenant, RuleId id, int version) {
    return sql.createQuery(ONE_VERSION)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("version", version)
        .map((row, _) -> version(row))
        .findOne();
  }

  private static RuleVersion version(ResultSet row) throws SQLException {
    var given = Json.tree(row.getString("definition"));
    var type = RuleType.of(given.get("type").stringValue());
    var definition =
        new Definition(
            given.get("name").stringValue(),
            Criteria.read(type, given.get("criteria").toString()),
            actions(given.get("actions")),
            given.get("active").booleanValue());
    return new RuleVersion(
        row.getInt("version"), definition, user(row, "changed_by"), time(row, "changed_at"));
  }

  private static EnrolmentRule rule(ResultSet row) throws SQLException {
    var type = RuleType.of(row.getString("type"));
    var definition =
        new Definition(
            row.getString("name"),
            Criteria.read(type, row.getString("criteria")),
            actions(Json.tree(row.getString("actions"))),
            row.getBoolean("active"));
    return new EnrolmentRule(
        new RuleId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        definition,
        row.getInt("version"),
        user(row, "created_by"),
        time(row, "created_at"),
        user(row, "updated_by"),
        time(row, "updated_at"));
  }

  private static Actions actions(JsonNode given) {
    var conversations =
        given
            .get("conversationIds")
            .valueStream()
            .map(id -> ConversationId.of(id.stringValue()))
            .toList();
    return new Actions(WorkspaceRole.of(given.get("role").stringValue()), conversations);
  }

  private static UserId user(ResultSet row, String column) throws SQLException {
    return new UserId(row.getObject(column, UUID.class));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
