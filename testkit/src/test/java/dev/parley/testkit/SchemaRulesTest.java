package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SchemaRulesTest {
  private static final Set<String> WITHOUT_TENANT = Set.of("flyway_schema_history", "outbox");
  private static final TestPostgres POSTGRES = TestPostgres.create();

  @AfterAll
  static void close() {
    POSTGRES.close();
  }

  @Test
  void theMigratedSchemaKeepsTenantsApart() {
    assertThat(SchemaRules.violations(POSTGRES, WITHOUT_TENANT)).isEmpty();
  }

  @Test
  void everyWayOfLeavingTheFenceOpenIsFound() {
    try (var broken = TestPostgres.create()) {
      Databases.asSuperuser(
          broken,
          sql ->
              sql.createScript(
                      """
                      create table open (tenant_id uuid, id uuid, primary key (tenant_id, id));
                      create table loose (tenant_id uuid, id uuid unique);
                      select parley_protect('loose');
                      create policy wide on loose to parley_app using (true);
                      create table shared (id uuid);
                      grant select on shared to parley_app;
                      alter table shared owner to parley_app;
                      create table child (tenant_id uuid, loose uuid references loose (id));
                      select parley_protect('child');
                      create function risky() returns int language sql security definer
                        as 'select 1';
                      """)
                  .execute());
      assertThat(SchemaRules.violations(broken, WITHOUT_TENANT))
          .containsExactlyInAnyOrder(
              "open has a tenant_id, yet no forced row-level security",
              "open has a tenant_id, yet no policy that compares it",
              "loose shows parley_app, or everyone, more than its tenant: wide",
              "shared has no tenant_id, yet parley_app may use it",
              "shared is owned by parley_app",
              "shared has no tenant_id",
              "risky runs as its owner, yet sets no search_path",
              "risky runs as its owner, yet everyone may call it",
              "child_loose_fkey refers to another table without the tenant");
    }
  }
}
