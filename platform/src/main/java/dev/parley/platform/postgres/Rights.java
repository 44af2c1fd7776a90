package dev.parley.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The roles under which transactions run, and what else the login has to be allowed. Roles belong
/// to the server and not to one database, so they are looked after at every start and not by a
/// migration. No extension is needed.
///
/// - `parley_app`: transactions of one tenant, under row-level security
/// - `parley_system`: reads and writes across tenants what a migration names
/// - `parley_append`: calls the append functions, nothing more
/// - `parley_definer`: owns the append functions; nobody runs transactions as this role
final class Rights {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  // Two nodes may get here at once, in two databases of one server: the second finds the role.
  private static final String ENSURE =
      """
      do $$
      declare
        name text;
      begin
        foreach name in array array['parley_app', 'parley_system', 'parley_append', 'parley_definer']
        loop
          begin
            if not exists (select from pg_roles where rolname = name) then
              execute format('create role %I nologin', name);
            end if;
          exception when duplicate_object or unique_violation then
            null;
          end;
          if not pg_has_role(current_user, name, 'member') then
            execute format('grant %I to %I', name, current_user);
          elsif current_setting('server_version_num')::int >= 160000
              and not pg_has_role(current_user, name, 'set') then
            execute format('grant %I to %I with set true', name, current_user);
          end if;
        end loop;
      end $$
      """;

  // The options of a role's membership are told apart since version 16.
  private static final String MISSING =
      """
      with wanted as (
        select name, place, r.oid
        from unnest(array['parley_app', 'parley_system', 'parley_append', 'parley_definer'])
          with ordinality as given (name, place)
        left join pg_roles r on r.rolname = given.name
      )
      select statement from (
        select place, 1 as step, format('create role %I nologin;', name) as statement
        from wanted where oid is null
        union all
        select place, 2, format('grant %I to %I;', name, current_user)
        from wanted
        where oid is null or not case
          when current_setting('server_version_num')::int >= 160000
            then pg_has_role(current_user, oid, 'set')
          else pg_has_role(current_user, oid, 'member') end
        union all
        select 5, 3, format('grant usage, create on schema public to %I with grant option;', current_user)
        where not has_schema_privilege(current_user, 'public', 'create with grant option')
      ) needed
      order by place, step
      """;

  private Rights() {}

  /// Makes the roles that are missing, as far as the login may; throws [RightsMissing].
  static void obtain(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ENSURE);
    } catch (SQLException e) {
      if (!areMissing(e)) throw e;
      if (!connection.getAutoCommit()) connection.rollback();
      throw missing(connection, e);
    }
  }

  /// Whether this is why something failed.
  static boolean areMissing(@Nullable Throwable cause) {
    return cause instanceof SQLException e && INSUFFICIENT_PRIVILEGE.equals(e.getSQLState());
  }

  /// Throws [RightsMissing] where the login may not make tables.
  static void demandTables(Connection connection) throws SQLException {
    if (!mayMakeTables(connection)) throw missing(connection, null);
  }

  /// Makes the roles and takes it back; throws as [#obtain].
  static void rehearse(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      obtain(connection);
    } finally {
      connection.rollback();
    }
  }

  private static boolean mayMakeTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select has_schema_privilege(current_user, 'public', 'create with grant option')")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static RightsMissing missing(Connection connection, @Nullable SQLException cause)
      throws SQLException {
    var lines = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(MISSING)) {
      while (rows.next()) lines.add(rows.getString(1));
    }
    var login = connection.getMetaData().getUserName();
    return new RightsMissing(login, String.join("\n", lines), cause);
  }
}
