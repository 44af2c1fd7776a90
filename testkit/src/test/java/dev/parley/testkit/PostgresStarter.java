package dev.parley.testkit;

import dev.parley.platform.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A process of its own that runs a server until its standard input ends: what tests of crashes and
/// races start. Arguments: the directory, the cache, whether it is durable.
public final class PostgresStarter {
  private PostgresStarter() {}

  public static void main(String[] arguments) throws IOException {
    var settings =
        new EmbeddedPostgres.Settings(
            Path.of(arguments[0]),
            Optional.of(Path.of(arguments[1])),
            Boolean.parseBoolean(arguments[2]));
    try (var server = EmbeddedPostgres.start(settings)) {
      System.out.println("ready " + server.pid() + " " + server.address().jdbcUrl());
      System.in.transferTo(System.err);
    } catch (RuntimeException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
