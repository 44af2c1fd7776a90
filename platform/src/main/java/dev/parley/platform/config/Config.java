package dev.parley.platform.config;

import dev.parley.platform.kernel.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of one server process. Made by [ConfigReader]; what stands here has been checked.
public record Config(
    ServerRole role,
    Listen listen,
    Path data,
    Database database,
    Bus bus,
    Web web,
    Security security,
    Limits limits,
    Operation operation,
    Optional<Bootstrap> bootstrap) {

  /// Which parts of the server this process runs.
  public enum ServerRole {
    ALL,
    GATEWAY,
    API,
    WORKER;

    public boolean hasGateway() {
      return this == ALL || this == GATEWAY;
    }

    public boolean hasApi() {
      return this == ALL || this == API;
    }

    public boolean hasWorker() {
      return this == ALL || this == WORKER;
    }
  }

  /// @param adminPort where /health, /ready and /metrics go instead, on loopback
  public record Listen(String host, int port, Optional<Integer> adminPort) {}

  public sealed interface Database {
    /// A PostgreSQL that Parley starts, in the data directory.
    record Embedded() implements Database {}

    record External(String jdbcUrl, String user, Secret password) implements Database {}
  }

  public sealed interface Bus {
    record InProcess() implements Bus {}

    record Redis(URI uri) implements Bus {}
  }

  /// @param directory the built web app, where another one than ours is to be served
  public record Web(
      Optional<URI> publicUrl,
      List<String> allowedOrigins,
      List<String> trustedProxies,
      Optional<Path> directory) {}

  public record Security(
      Optional<Secret> operatorToken,
      Optional<Secret> masterKey,
      Duration tokenLife,
      boolean production) {}

  public record Limits(
      int connections, int connectionsPerAddress, int connectionsPerTenant, int apiRate) {}

  public record Operation(String nodeId, String logLevel, Duration drain, int eventRetentionDays) {}

  /// Who administers a new database.
  public record Bootstrap(String tenant, String email, Secret password) {}
}
