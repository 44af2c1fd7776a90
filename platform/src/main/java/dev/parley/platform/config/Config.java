package dev.parley.platform.config;

import dev.parley.platform.net.RedisAddress;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.platform.secrets.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// All that was set, checked. Made by [ConfigReader]; printing it shows no secret.
public record Config(
    Role role,
    Node node,
    Listen listen,
    Trust trust,
    Stores stores,
    Limits limits,
    Optional<Bootstrap> bootstrap) {

  /// What this process does.
  public enum Role {
    ALL,
    GATEWAY,
    API,
    WORKER
  }

  /// How much the log tells.
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /// This process.
  ///
  /// @param id names it among its kind, given or made
  public record Node(String id, Path data, boolean production, LogLevel logLevel, Duration drain) {}

  /// Where it is reached.
  ///
  /// @param conformance whether what only test suites want is there as well
  /// @param ioUring whether it may send with io_uring, where there is such a thing
  public record Listen(
      String host,
      int port,
      OptionalInt adminPort,
      Optional<URI> publicUrl,
      Optional<Path> web,
      boolean conformance,
      boolean ioUring) {}

  /// Whom it believes.
  ///
  /// @param allowedOrigins in lower case, besides the server's own
  public record Trust(
      Set<String> allowedOrigins,
      TrustedProxies proxies,
      Optional<Secret> operatorToken,
      Optional<Secret> masterKey,
      Duration accessTokenLife) {}

  /// Where its data live.
  public record Stores(Database database, Bus bus, int eventRetentionDays) {}

  /// The source of truth.
  public sealed interface Database {
    /// Started by this process, kept in the data directory.
    record Embedded() implements Database {}

    /// A server of the operator's.
    record External(Secret url, Optional<String> user, Optional<Secret> password)
        implements Database {}
  }

  /// What connects the nodes.
  public sealed interface Bus {
    /// There is one node.
    record InProcess() implements Bus {}

    /// There may be several.
    record Redis(RedisAddress address) implements Bus {}
  }

  /// How much is accepted.
  ///
  /// @param viewing how long somebody looks on without saying so
  public record Limits(
      int connections,
      int connectionsPerAddress,
      int connectionsPerTenant,
      int requestsPerSecond,
      int requestsBurst,
      Duration viewing) {}

  /// The tenant and the person that a new database begins with.
  public record Bootstrap(String tenant, String email, Secret password) {}
}
