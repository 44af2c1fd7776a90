package dev.parley.features.identity;

import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// What operators ask of the rows of people.
final class PersonDeskStore {
  private static final String OWNERS =
      """
      select count(*) from app_user
      where tenant_id = :tenant and role = 'owner' and deactivated_at is null
      """;
  private static final String TAKEN =
      """
      select lower(email) from app_user where tenant_id = :tenant and lower(email) = any(:emails)
      """;
  private static final String LIST =
      """
      select id, email, password_hash is not null as signs_in from app_user
      where tenant_id = :tenant and lower(email) > lower(:after)
      order by lower(email)
      limit :limit
      """;
  private static final String SET_ROLE =
      """
      update app_user set role = :role where tenant_id = :tenant and id = :id
      """;
  private static final String FORGET_PASSWORD =
      """
      update app_user set password_hash = null where tenant_id = :tenant and id = :id
      """;
  private static final String REACTIVATE =
      """
      update app_user set deactivated_at = null
      where tenant_id = :tenant and id = :id and deactivated_at is not null
      """;

  private PersonDeskStore() {}

  static long owners(Transaction tx, TenantId tenant) {
    return tx.sql().createQuery(OWNERS).bind("tenant", tenant.value()).mapTo(Long.class).one();
  }

  static Set<String> taken(Transaction tx, TenantId tenant, Collection<String> emails) {
    var wanted = emails.stream().map(email -> email.toLowerCase(Locale.ROOT)).toList();
    return new HashSet<>(
        tx.sql()
            .createQuery(TAKEN)
            .bind("tenant", tenant.value())
            .bindArray("emails", String.class, wanted)
            .mapTo(String.class)
            .list());
  }

  /// Someone of the list.
  record Row(UserId id, boolean signsIn) {}

  static List<Row> list(Transaction tx, TenantId tenant, String after, int limit) {
    return tx.sql()
        .createQuery(LIST)
        .bind("tenant", tenant.value())
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) ->
            new Row(new UserId(row.getObject("id", UUID.class)), row.getBoolean("signs_in")))
        .list();
  }

  static void setRole(Transaction tx, TenantId tenant, UserId id, Role role) {
    tx.sql()
        .createUpdate(SET_ROLE)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .bind("role", role.label())
        .execute();
  }

  static void forgetPassword(Transaction tx, TenantId tenant, UserId id) {
    update(tx, FORGET_PASSWORD, tenant, id);
  }

  /// Whether they were not active.
  static boolean reactivate(Transaction tx, TenantId tenant, UserId id) {
    return update(tx, REACTIVATE, tenant, id) == 1;
  }

  private static int update(Transaction tx, String sql, TenantId tenant, UserId id) {
    return tx.sql()
        .createUpdate(sql)
        .bind("tenant", tenant.value())
        .bind("id", id.value())
        .execute();
  }
}
