package dev.parley.features.identity;

import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of people.
final class PersonStore {
  private static final String COLUMNS =
      "id, email, display_name, role, metadata, created_at, deactivated_at, password_hash";

  private static final String INSERT =
      """
      insert into app_user (tenant_id, id, email, display_name, role, metadata, password_hash,
        created_at)
      select :tenant, id, email, name, role, cast(metadata as jsonb), :hash, :now
      from unnest(:ids, :emails, :names, :roles, :metadata)
        as given(id, email, name, role, metadata)
      on conflict (tenant_id, lower(email)) do nothing
      """;
  private static final String FIND =
      "select " + COLUMNS + " from app_user where tenant_id = :tenant and id = :id";
  private static final String HOLD = FIND + " and deactivated_at is null for share";
  private static final String NAMED =
      "select " + COLUMNS + " from app_user where tenant_id = :tenant and id = any(:ids)";
  private static final String BY_EMAIL =
      "select "
          + COLUMNS
          + " from app_user where tenant_id = :tenant and lower(email) = lower(:email)";
  private static final String SEARCH =
      "select "
          + COLUMNS
          + """
           from app_user
          where tenant_id = :tenant and deactivated_at is null
            and (lower(display_name) like :prefix
              or lower(display_name) like '% ' || :prefix
              or (:emails and lower(email) like :prefix))
          order by lower(display_name), id
          limit :limit
          """;
  private static final String SET_PASSWORD =
      """
      update app_user set password_hash = :hash where tenant_id = :tenant and id = :id
      """;
  private static final String RENAME =
      """
      update app_user set display_name = :name where tenant_id = :tenant and id = :id
      """;
  private static final String DESCRIBE =
      """
      update app_user set metadata = cast(:metadata as jsonb)
      where tenant_id = :tenant and id = :id
      """;
  // Those who deactivate hold one person, and may wait for another.
  private static final String ONE_AT_A_TIME =
      """
      select pg_advisory_xact_lock(hashtextextended('deactivate ' || :tenant, 0))
      """;
  private static final String DEACTIVATE =
      """
      update app_user set deactivated_at = :now
      where tenant_id = :tenant and id = :id and deactivated_at is null
      """;

  private PersonStore() {}

  /// How many were inserted: fewer than given when an address is taken.
  static int insert(Transaction tx, TenantId tenant, List<Person> people, Optional<String> hash) {
    if (people.isEmpty()) return 0;
    return tx.sql()
        .createUpdate(INSERT)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, people.stream().map(person -> person.id().value()).toList())
        .bindArray("emails", String.class, people.stream().map(Person::email).toList())
        .bindArray("names", String.class, people.stream().map(Person::displayName).toList())
        .bindArray(
            "roles", String.class, people.stream().map(person -> person.role().label()).toList())
        .bindArray(
            "metadata",
            String.class,
            people.stream().map(person -> Json.write(person.metadata())).toList())
        .bind("hash", hash)
        .bind("now", Timestamp.from(people.getFirst().createdAt()))
        .execute();
  }

  static Optional<Person> find(Transaction tx, TenantId tenant, UserId id) {
    return find(tx, FIND, tenant, id, PersonStore::person);
  }

  /// Finds someone active, and keeps them so until the transaction ends.
  static Optional<Account> hold(Transaction tx, TenantId tenant, UserId id) {
    return find(tx, HOLD, tenant, id, PersonStore::account);
  }

  private static <T> Optional<T> find(
      Transaction tx, String sql, TenantId tenant, UserId id, RowMapper<T> row) {
    return tx.sql()
        .createQuery(sql)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .map(row)
        .findOne();
  }

  static Map<UserId, Person> named(Transaction tx, TenantId tenant, Collection<UserId> ids) {
    return tx
        .sql()
        .createQuery(NAMED)
        .bind("tenant", tenant.value())
        .bindArray("ids", UUID.class, ids.stream().map(UserId::value).toList())
        .map(PersonStore::person)
        .stream()
        .collect(Collectors.toMap(Person::id, Function.identity()));
  }

  static Optional<Account> byEmail(Transaction tx, TenantId tenant, String email) {
    return tx.sql()
        .createQuery(BY_EMAIL)
        .bind("tenant", tenant.value())
        .bind("email", email)
        .map(PersonStore::account)
        .findOne();
  }

  static List<Person> search(
      Transaction tx, TenantId tenant, String prefix, boolean emails, int limit) {
    return tx.sql()
        .createQuery(SEARCH)
        .bind("tenant", tenant.value())
        .bind("prefix", Prefix.pattern(prefix))
        .bind("emails", emails)
        .bind("limit", limit)
        .map(PersonStore::person)
        .list();
  }

  static boolean setPassword(Transaction tx, TenantId tenant, UserId id, String hash) {
    return update(tx, SET_PASSWORD, tenant, id, Map.of("hash", hash));
  }

  static boolean rename(Transaction tx, TenantId tenant, UserId id, String name) {
    return update(tx, RENAME, tenant, id, Map.of("name", name));
  }

  static boolean describe(Transaction tx, TenantId tenant, UserId id, Metadata metadata) {
    return update(tx, DESCRIBE, tenant, id, Map.of("metadata", Json.write(metadata)));
  }

  /// Those who take rights away wait for each other until their transactions have ended.
  static void oneAtATime(Transaction tx, TenantId tenant) {
    tx.sql()
        .createQuery(ONE_AT_A_TIME)
        .bind("tenant", tenant.toString())
        .mapTo(String.class)
        .findOne();
  }

  static boolean deactivate(Transaction tx, TenantId tenant, UserId id, Instant now) {
    oneAtATime(tx, tenant);
    return update(tx, DEACTIVATE, tenant, id, Map.of("now", Timestamp.from(now)));
  }

  private static boolean update(
      Transaction tx, String sql, TenantId tenant, UserId id, Map<String, ?> values) {
    return tx.sql()
            .createUpdate(sql)
            .bind("tenant", tenant.value())
            .bind("id", id.value())
            .bindMap(values)
            .execute()
        == 1;
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(person(row, context), Optional.ofNullable(row.getString("password_hash")));
  }

  @SuppressWarnings("unchecked")
  private static Metadata metadata(String json) {
    return json.equals("{}") ? Metadata.NONE : new Metadata(Json.read(json, Map.class));
  }

  private static Person person(ResultSet row, StatementContext context) throws SQLException {
    return new Person(
        new UserId(row.getObject("id", UUID.class)),
        row.getString("email"),
        row.getString("display_name"),
        Role.of(row.getString("role")),
        metadata(row.getString("metadata")),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("deactivated_at")).map(Timestamp::toInstant));
  }
}
