package dev.parley.platform.postgres.embedded;

import dev.parley.platform.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the embedded server that another process of this machine runs, so that an operator's
/// command can talk to it.
public final class RunningServer {
  private static final int PORT_LINE = 3;
  private static final int LINES_MIN = 8;

  private RunningServer() {}

  /// The address of the server that works on the directory right now, as far as can be seen from
  /// its files; empty when there is none, or when we may not read them.
  public static Optional<DatabaseAddress> find(Path directory) {
    try {
      var lines = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
      // The last line says "ready" once the server takes connections.
      if (lines.size() < LINES_MIN || !Files.exists(Path.of("/proc", lines.getFirst().strip()))) {
        return Optional.empty();
      }
      int port = Integer.parseInt(lines.get(PORT_LINE).strip());
      var password = Files.readString(directory.resolve("password")).strip();
      return Optional.of(EmbeddedPostgres.address(port, password));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
