package dev.parley.features.tenants;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of tenants.
final class TenantStore {
  private static final String INSERT =
      """
      insert into tenant (id, slug, name, presence_visibility)
      values (:id, :slug, :name, :presenceVisibility)
      on conflict (slug) do nothing
      """;
  private static final String BY_SLUG =
      """
      select id, slug, name, presence_visibility from tenant where slug = :slug
      """;

  /// The one row that row-level security shows.
  private static final String OWN =
      """
      select id, slug, name, presence_visibility from tenant
      """;

  private static final String ALL =
      """
      select id, slug, name, presence_visibility from tenant order by id
      """;

  private static final String UPDATE =
      """
      update tenant set
        name = coalesce(:name, name),
        presence_visibility = coalesce(:presenceVisibility, presence_visibility)
      """;

  private TenantStore() {}

  static boolean insert(Transaction tx, Tenant tenant) {
    return tx.sql()
            .createUpdate(INSERT)
            .bind("id", tenant.id().value())
            .bind("slug", tenant.slug())
            .bind("name", tenant.name())
            .bind("presenceVisibility", tenant.settings().presenceVisibility().label())
            .execute()
        == 1;
  }

  static Optional<Tenant> bySlug(Transaction tx, String slug) {
    return tx.sql().createQuery(BY_SLUG).bind("slug", slug).map(TenantStore::tenant).findOne();
  }

  static Optional<Tenant> own(Transaction tx) {
    return tx.sql().createQuery(OWN).map(TenantStore::tenant).findOne();
  }

  static List<Tenant> all(Transaction tx) {
    return tx.sql().createQuery(ALL).map(TenantStore::tenant).list();
  }

  static void update(
      Transaction tx, Optional<String> name, Optional<PresenceVisibility> visibility) {
    tx.sql()
        .createUpdate(UPDATE)
        .bind("name", name)
        .bind("presenceVisibility", visibility.map(PresenceVisibility::label))
        .execute();
  }

  private static Tenant tenant(ResultSet row, StatementContext context) throws SQLException {
    return new Tenant(
        new TenantId(row.getObject("id", UUID.class)),
        row.getString("slug"),
        row.getString("name"),
        new Tenant.Settings(PresenceVisibility.of(row.getString("presence_visibility"))));
  }
}
