package dev.parley.platform.config;

import dev.parley.platform.net.RedisAddress;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.platform.secrets.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Every key there is. The order is that of the documentation.
public final class Keys {
  private static final int PORT_MAX = 65_535;
  private static final int MANY = 1_000_000;

  static final Key<Config.Role> ROLE =
      Key.of(
          "role",
          "all",
          "What this process does: `all`, `gateway` (sockets), `api` (REST) or `worker`.",
          Reads.oneOf(Config.Role.class));
  static final Key<String> HOST =
      Key.of("host", "0.0.0.0", "The address to listen on.", text -> text);
  static final Key<Integer> PORT =
      Key.of(
          "port", "8080", "The port of everything public; 0 picks one.", Reads.number(0, PORT_MAX));
  static final Key<Integer> ADMIN_PORT =
      Key.of(
          "admin-port",
          "",
          "Moves `/health`, `/ready` and `/metrics` to a port of their own.",
          Reads.number(0, PORT_MAX));
  static final Key<URI> PUBLIC_URL =
      Key.of(
          "public-url",
          "",
          "Where people reach the server; names the tokens' issuer.",
          Reads::webAddress);
  static final Key<Path> WEB_DIR =
      Key.of(
          "web-dir", "", "A directory with the built web app; unset, the bundled one.", Path::of);
  static final Key<Path> DATA =
      Key.of(
          "data",
          "data",
          "The directory of the embedded services and of the master key.",
          Path::of);
  static final Key<String> NODE_ID =
      Key.of(
          "node-id",
          "",
          "Names this process among its kind; unset, made at each start.",
          Reads::name);
  static final Key<Boolean> PRODUCTION =
      Key.of(
          "production", "false", "Refuses settings that are fit for trials alone.", Reads::truth);
  static final Key<Boolean> CONFORMANCE =
      Key.of(
          "conformance",
          "false",
          "Opens `/conformance/echo` to protocol test suites; on a loopback `host` alone.",
          Reads::truth);
  static final Key<Config.LogLevel> LOG_LEVEL =
      Key.of(
          "log-level",
          "info",
          "`error`, `warn`, `info`, `debug` or `trace`.",
          Reads.oneOf(Config.LogLevel.class));
  static final Key<Integer> DRAIN_SECONDS =
      Key.of(
          "drain-seconds",
          "30",
          "How long a stop waits for what is running.",
          Reads.number(0, 600));
  static final Key<Secret> DATABASE_URL =
      Key.of(
              "database-url",
              "",
              "PostgreSQL as `postgresql://host:port/database`; unset, one is started here.",
              text ->
                  Secret.of(
                      Reads.scheme(text, "postgresql://", "postgres://", "jdbc:postgresql://")))
          .hidden();
  static final Key<String> DATABASE_USER =
      Key.of("database-user", "", "The login, where the URL does not name it.", text -> text);
  static final Key<Secret> DATABASE_PASSWORD =
      Key.of("database-password", "", "Its password.", Secret::of).hidden();
  static final Key<RedisAddress> REDIS_URL =
      Key.of(
              "redis-url",
              "",
              "Redis or Valkey, which connects several nodes: `redis://host:port`, or some hosts of a"
                  + " cluster as `redis-cluster://host:port,host:port`; unset, this process is alone.",
              RedisAddress::parse)
          .hidden();
  static final Key<Integer> EVENT_RETENTION_DAYS =
      Key.of(
          "event-retention-days",
          "3",
          "How long the event log is kept in the database; events can be resumed for 24 hours.",
          Reads.number(2, 90));
  static final Key<Secret> MASTER_KEY =
      Key.of(
              "master-key",
              "",
              "Seals what is secret in the database: 32 bytes as base64; unset, kept in the data directory.",
              Secret::of)
          .hidden();
  static final Key<Secret> OPERATOR_TOKEN =
      Key.of("operator-token", "", "Opens `/metrics` to others than this machine.", Secret::of)
          .hidden();
  static final Key<Integer> ACCESS_TOKEN_SECONDS =
      Key.of(
          "access-token-seconds",
          "900",
          "How long an access token holds; a revoked session ends at once all the same.",
          Reads.number(1, 900));
  static final Key<Set<String>> ALLOWED_ORIGINS =
      Key.of(
          "allowed-origins",
          "",
          "Web origins, besides the server's own, whose pages may call; separated by commas.",
          Reads::origins);
  static final Key<TrustedProxies> TRUSTED_PROXIES =
      Key.of(
          "trusted-proxies",
          "",
          "Addresses of proxies whose `X-Forwarded-For` is believed; separated by commas.",
          Reads::proxies);
  static final Key<Integer> CONNECTIONS_MAX =
      Key.of("connections-max", "10000", "Most connections at once.", Reads.number(1, MANY));
  static final Key<Integer> CONNECTIONS_PER_ADDRESS =
      Key.of("connections-per-address", "1000", "Most of one address.", Reads.number(1, MANY));
  static final Key<Integer> CONNECTIONS_PER_TENANT =
      Key.of("connections-per-tenant", "10000", "Most of one tenant.", Reads.number(1, MANY));
  static final Key<Integer> API_RATE =
      Key.of("api-rate", "100", "REST requests of one person, a second.", Reads.number(1, MANY));
  static final Key<Integer> API_BURST =
      Key.of("api-burst", "200", "How many of them at once.", Reads.number(1, MANY));
  static final Key<String> BOOTSTRAP_TENANT =
      Key.of(
          "bootstrap-tenant",
          "",
          "Short name of the tenant that a new database begins with.",
          Reads::name);
  static final Key<String> BOOTSTRAP_EMAIL =
      Key.of("bootstrap-email", "", "Who administers it.", text -> text);
  static final Key<Secret> BOOTSTRAP_PASSWORD =
      Key.of("bootstrap-password", "", "That person's password.", Secret::of).hidden();

  /// All of them.
  public static final List<Key<?>> ALL =
      List.of(
          ROLE,
          HOST,
          PORT,
          ADMIN_PORT,
          PUBLIC_URL,
          WEB_DIR,
          DATA,
          NODE_ID,
          PRODUCTION,
          CONFORMANCE,
          LOG_LEVEL,
          DRAIN_SECONDS,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          REDIS_URL,
          EVENT_RETENTION_DAYS,
          MASTER_KEY,
          OPERATOR_TOKEN,
          ACCESS_TOKEN_SECONDS,
          ALLOWED_ORIGINS,
          TRUSTED_PROXIES,
          CONNECTIONS_MAX,
          CONNECTIONS_PER_ADDRESS,
          CONNECTIONS_PER_TENANT,
          API_RATE,
          API_BURST,
          BOOTSTRAP_TENANT,
          BOOTSTRAP_EMAIL,
          BOOTSTRAP_PASSWORD);

  private Keys() {}
}
