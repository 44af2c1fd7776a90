package dev.parley.platform.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// Whether a database can be reached, for those who would wait for it.
public final class DatabaseProbe {
  /// The oldest PostgreSQL that will do.
  public static final int VERSION_MIN = 15;

  private static final String TIMEOUT_SECONDS = "5";

  private DatabaseProbe() {}

  /// Why the database does not take us.
  ///
  /// @param lasting whether it did answer, and waiting will not help: a wrong password, no such
  ///   database, a server that is too old
  public record Fault(String reason, boolean lasting) {}

  /// Tries once; empty when the database takes us.
  public static Optional<Fault> fault(DatabaseAddress address) {
    var bounded =
        address.with("connectTimeout", TIMEOUT_SECONDS).with("loginTimeout", TIMEOUT_SECONDS);
    try (var connection =
        DriverManager.getConnection(bounded.jdbcUrl(), bounded.user(), bounded.password())) {
      var server = connection.getMetaData();
      return tooOld(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
    } catch (SQLException e) {
      var state = String.valueOf(e.getSQLState());
      boolean lasting = state.startsWith("28") || state.startsWith("3D") || state.equals("42501");
      return Optional.of(new Fault(firstLine(String.valueOf(e.getMessage())), lasting));
    }
  }

  static Optional<Fault> tooOld(int major, String version) {
    if (major >= VERSION_MIN) return Optional.empty();
    var reason = "PostgreSQL %s is too old, %d or newer is needed".formatted(version, VERSION_MIN);
    return Optional.of(new Fault(reason, true));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text).strip();
  }
}
