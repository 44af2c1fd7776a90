package dev.parley.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Walks a migrated database's catalogue and tells where it breaks the rules that keep tenants
/// apart, whatever features have migrated it.
public final class SchemaRules {
  private static final String TENANT_TABLES_UNGUARDED =
      """
      select c.relname || ' has a tenant_id, yet no forced row-level security'
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)
      """;

  private static final String TENANTS_UNGUARDED =
      """
      select 'tenant has no forced row-level security'
      from pg_class c
      where c.relname = 'tenant' and c.relnamespace = 'public'::regnamespace
        and not (c.relrowsecurity and c.relforcerowsecurity)
      """;

  private static final String TENANT_TABLES_WITHOUT_POLICY =
      """
      select c.relname || ' has a tenant_id, yet no policy that compares it'
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition
        and not exists (
          select from pg_policies p where p.tablename = c.relname and 'parley_app' = any(p.roles)
            and p.qual like '%tenant_id = %parley.tenant%')
      """;

  private static final String LOOSE_POLICIES =
      """
      select tablename || ' shows parley_app, or everyone, more than its tenant: ' || policyname
      from pg_policies
      where schemaname = 'public' and roles && array['parley_app', 'public']::name[]
        and (tablename <> 'tenant' and qual not like '%tenant_id = %parley.tenant%'
          or qual not like '%id = %parley.tenant%'
          or with_check not like '%id = %parley.tenant%')
      """;

  private static final String TABLES_WITHOUT_TENANT =
      """
      select c.relname::text from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      """;

  private static final String GRANTS_WITHOUT_TENANT =
      """
      select c.relname || ' has no tenant_id, yet parley_app may use it'
      from pg_class c
      where c.relname <> 'tenant' and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and has_table_privilege('parley_app', c.oid, 'select, insert, update, delete')
        and not exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      """;

  private static final String GRANTS_ON_PARTITIONS =
      """
      select c.relname || ' is a partition, yet may be used directly by ' || r.rolname
      from pg_class c cross join pg_roles r
      where c.relispartition and c.relkind = 'r' and r.rolname like 'parley\\_%'
        and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
      """;

  private static final String OWNED_BY_WORKING_ROLES =
      """
      select c.relname || ' is owned by ' || c.relowner::regrole from pg_class c
      where c.relowner::regrole::text like 'parley\\_%'
      union all
      select p.proname || ' is owned by ' || p.proowner::regrole from pg_proc p
      where p.proowner::regrole::text in ('parley_app', 'parley_system', 'parley_append')
      """;

  private static final String DEFINERS_WITHOUT_PATH =
      """
      select p.proname || ' runs as its owner, yet sets no search_path' from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace
        and not exists (
          select from unnest(p.proconfig) as setting where setting like 'search_path=%')
      """;

  private static final String FUNCTIONS_FOR_EVERYONE =
      """
      select p.proname || ' runs as its owner, yet everyone may call it' from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace
        and (p.proacl is null or exists (
          select from aclexplode(p.proacl) a where a.grantee = 0))
      """;

  private static final String REFERENCES_ACROSS_TENANTS =
      """
      select k.conname || ' refers to another table without the tenant' from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
        and exists (
          select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
        and not exists (
          select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey)
            and a.attname = 'tenant_id')
      """;

  private SchemaRules() {}

  /// All that is wrong, in words. The table `tenant` stands apart: its own id is the tenant.
  ///
  /// @param withoutTenant the tables that belong to the installation as a whole
  public static List<String> violations(TestPostgres postgres, Set<String> withoutTenant) {
    var address = postgres.superuser();
    try (var sql = Jdbi.open(address.jdbcUrl(), address.user(), address.password())) {
      var found = new ArrayList<String>();
      for (var query :
          List.of(
              TENANT_TABLES_UNGUARDED,
              TENANTS_UNGUARDED,
              TENANT_TABLES_WITHOUT_POLICY,
              LOOSE_POLICIES,
              GRANTS_WITHOUT_TENANT,
              GRANTS_ON_PARTITIONS,
              OWNED_BY_WORKING_ROLES,
              DEFINERS_WITHOUT_PATH,
              FUNCTIONS_FOR_EVERYONE,
              REFERENCES_ACROSS_TENANTS)) {
        found.addAll(strings(sql, query));
      }
      for (var table : strings(sql, TABLES_WITHOUT_TENANT)) {
        if (!withoutTenant.contains(table)) found.add(table + " has no tenant_id");
      }
      return found;
    }
  }

  private static List<String> strings(Handle sql, String query) {
    return sql.createQuery(query).mapTo(String.class).list();
  }
}
