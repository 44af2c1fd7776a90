package dev.parley.platform.postgres;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the faults of the database's surroundings (gone, busy, full), which become refusals, from
/// faults of ours, which fly on as they are.
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int CAUSES_MAX = 20;

  private Faults() {}

  static RuntimeException translate(RuntimeException fault) {
    if (fault instanceof Refused) return fault;
    var sql = sqlException(fault);
    var problem = sql.flatMap(Faults::problem);
    if (problem.isEmpty()) return fault;
    LOG.warn("The database refused: SQLSTATE {}, {}", state(sql.get()), problem.get().code());
    return problem.get().refused();
  }

  private static Optional<SQLException> sqlException(Throwable fault) {
    Throwable at = fault;
    for (int i = 0; i < CAUSES_MAX && at != null; i++) {
      if (at instanceof SQLException sql) return Optional.of(sql);
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(SQLException fault) {
    if (fault instanceof SQLTransientConnectionException) {
      return Optional.of(new Problem.Unavailable("The database does not answer"));
    }
    return switch (state(fault)) {
      case "53100" -> Optional.of(new Problem.StorageFull());
      // Cancelled by a time limit; a lock that did not come free; lost against another transaction.
      case "57014", "55P03", "40001", "40P01" ->
          Optional.of(new Problem.Unavailable("The database is busy"));
      // A standby that has not been promoted yet.
      case "25006", "57P01", "57P02", "57P03", "57P05", "25P03" ->
          Optional.of(new Problem.Unavailable("The database is going away"));
      case String state when state.startsWith("08") || state.startsWith("53") ->
          Optional.of(new Problem.Unavailable("The database does not answer"));
      default -> Optional.empty();
    };
  }

  private static String state(SQLException fault) {
    var state = fault.getSQLState();
    return state == null ? "" : state;
  }
}
