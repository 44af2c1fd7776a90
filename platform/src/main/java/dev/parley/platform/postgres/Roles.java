package dev.parley.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The roles under which transactions run. They belong to the server and not to one database, so
/// they are looked after at every start and not by a migration.
///
/// - `parley_app`: transactions of one tenant, under row-level security
/// - `parley_system`: reads and writes across tenants what a migration names
/// - `parley_append`: calls the append functions, nothing more
/// - `parley_definer`: owns the append functions; nobody runs transactions as this role
final class Roles {
  private static final List<String> NAMES =
      List.of("parley_app", "parley_system", "parley_append", "parley_definer");

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

  private Roles() {}

  static void ensure(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ENSURE);
    } catch (SQLException e) {
      if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) throw e;
      var login = connection.getMetaData().getUserName();
      throw new IllegalStateException(
          "The login %s may not create roles. Let a superuser run:%n%s"
              .formatted(login, statements(login)),
          e);
    }
  }

  /// What a superuser runs once, so that the login needs no right to create roles.
  static String statements(String login) {
    var text = new StringBuilder();
    for (var name : NAMES) {
      text.append("create role ").append(name).append(" nologin;\n");
      text.append("grant ").append(name).append(" to \"").append(login).append("\";\n");
    }
    return text.toString();
  }
}
