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
              "What this process does: everything, the sockets, REST, or the background work.",
              Reads.oneOf(Config.Role.class))
          .accepting("`all`, `gateway`, `api` or `worker`");
  static final Key<String> HOST =
      Key.of("host", "0.0.0.0", "The address to listen on.", text -> text)
          .accepting("an address or a name of this machine");
  static final Key<Integer> PORT =
      Key.number("port", "8080", "The port of everything public; 0 picks one.", 0, PORT_MAX);
  static final Key<Integer> ADMIN_PORT =
      Key.number(
          "admin-port",
          "",
          "Moves `/health`, `/ready` and `/metrics` to a port of their own.",
          0,
          PORT_MAX);
  static final Key<URI> PUBLIC_URL =
      Key.of(
              "public-url",
              "",
              "Where people reach the server; names the tokens' issuer.",
              Reads::webAddress)
          .accepting("an `http://` or `https://` URL");
  static final Key<Path> WEB_DIR =
      Key.of("web-dir", "", "A directory with the built web app; unset, the bundled one.", Path::of)
          .accepting("a directory");
  static final Key<Path> DATA =
      Key.of(
              "data",
              "data",
              "The directory of the embedded services and of the master key.",
              Path::of)
          .accepting("a directory");
  static final Key<String> NODE_ID =
      Key.of(
              "node-id",
              "",
              "Names this process among its kind; unset, made at each start.",
              Reads::name)
          .accepting("small letters, digits and single hyphens, at most 63");
  static final Key<Boolean> PRODUCTION =
      Key.of("production", "false", "Refuses settings that are fit for trials alone.", Reads::truth)
          .accepting("`true` or `false`");
  static final Key<Boolean> CONFORMANCE =
      Key.of(
              "conformance",
              "false",
              "Opens `/conformance/echo` to protocol test suites; on a loopback `host` alone.",
              Reads::truth)
          .accepting("`true` or `false`");
  static final Key<Boolean> IO_URING =
      Key.of(
              "io-uring",
              "true",
              "Sends to many connections with one call of the kernel, where it lets us; `false`: "
                  + "each with a call of its own.",
              Reads::truth)
          .accepting("`true` or `false`");
  static final Key<Config.LogLevel> LOG_LEVEL =
      Key.of("log-level", "info", "How much the log tells.", Reads.oneOf(Config.LogLevel.class))
          .accepting("`error`, `warn`, `info`, `debug` or `trace`");
  static final Key<Integer> DRAIN_SECONDS =
      Key.number("drain-seconds", "30", "How long a stop waits for what is running.", 0, 600);
  static final Key<Secret> DATABASE_URL =
      Key.of(
              "database-url",
              "",
              "PostgreSQL as `postgresql://host:port/database`; unset, one is started here.",
              text ->
                  Secret.of(
                      Reads.scheme(text, "postgresql://", "postgres://", "jdbc:postgresql://")))
          .accepting("a URL")
          .hidden();
  static final Key<String> DATABASE_USER =
      Key.of("database-user", "", "The login, where the URL does not name it.", text -> text)
          .accepting("text");
  static final Key<Secret> DATABASE_PASSWORD =
      Key.of("database-password", "", "Its password.", Secret::of).accepting("text").hidden();
  static final Key<RedisAddress> REDIS_URL =
      Key.of(
              "redis-url",
              "",
              "Redis or Valkey, which connects several nodes: `redis://host:port`, or some hosts of a"
                  + " cluster as `redis-cluster://host:port,host:port`; unset, this process is alone.",
              RedisAddress::parse)
          .accepting("a URL")
          .hidden();
  static final Key<Integer> EVENT_RETENTION_DAYS =
      Key.number(
          "event-retention-days",
          "3",
          "How long the event log is kept in the database; events can be resumed for 24 hours.",
          2,
          90);
  static final Key<Secret> MASTER_KEY =
      Key.of(
              "master-key",
              "",
              "Seals what is secret in the database, the same on all nodes. Unset, one is made and kept in"
                  + " the data directory; with a `database-url` or a `redis-url` it is needed."
                  + " `openssl rand -base64 32` prints one.",
              Secret::of)
          .accepting("32 bytes as base64")
          .hidden();
  static final Key<Secret> OPERATOR_TOKEN =
      Key.of("operator-token", "", "Opens `/metrics` to others than this machine.", Secret::of)
          .accepting("at least 16 characters")
          .hidden();
  static final Key<Integer> ACCESS_TOKEN_SECONDS =
      Key.number(
          "access-token-seconds",
          "900",
          "How long an access token holds; a revoked session ends at once all the same.",
          1,
          900);
  static final Key<Set<String>> ALLOWED_ORIGINS =
      Key.of(
              "allowed-origins",
              "",
              "Web origins, besides the server's own, whose pages may call; separated by commas.",
              Reads::origins)
          .accepting("origins such as `https://app.example.org`");
  static final Key<TrustedProxies> TRUSTED_PROXIES =
      Key.of(
              "trusted-proxies",
              "",
              "Addresses of proxies whose `X-Forwarded-For` is believed; separated by commas.",
              Reads::proxies)
          .accepting("addresses or ranges such as `10.0.0.0/8`");
  static final Key<Integer> CONNECTIONS_MAX =
      Key.number("connections-max", "10000", "Most connections at once.", 1, MANY);
  static final Key<Integer> CONNECTIONS_PER_ADDRESS =
      Key.number(
          "connections-per-address",
          "1000",
          "Most of one address, or of one network (/64) of IPv6.",
          1,
          MANY);
  static final Key<Integer> CONNECTIONS_PER_TENANT =
      Key.number("connections-per-tenant", "10000", "Most of one tenant.", 1, MANY);
  static final Key<Integer> API_RATE =
      Key.number("api-rate", "100", "REST requests of one person, a second.", 1, MANY);
  static final Key<Integer> API_BURST =
      Key.number("api-burst", "200", "How many of them at once.", 1, MANY);
  static final Key<Integer> VIEWING_SECONDS =
      Key.number(
          "viewing-seconds",
          "60",
          "How long somebody looks at a conversation, task or document after the client said so, which"
              + " clients do every 30 seconds.",
          2,
          600);
  static final Key<String> BOOTSTRAP_TENANT =
      Key.of(
              "bootstrap-tenant",
              "",
              "Short name of the tenant that a new database begins with.",
              Reads::name)
          .accepting("small letters, digits and single hyphens, at most 63");
  static final Key<String> BOOTSTRAP_EMAIL =
      Key.of("bootstrap-email", "", "Who administers it.", text -> text)
          .accepting("an e-mail address");
  static final Key<Secret> BOOTSTRAP_PASSWORD =
      Key.of("bootstrap-password", "", "That person's password.", Secret::of)
          .accepting("8 to 256 characters")
          .hidden();

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
          IO_URING,
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
          VIEWING_SECONDS,
          BOOTSTRAP_TENANT,
          BOOTSTRAP_EMAIL,
          BOOTSTRAP_PASSWORD);

  private Keys() {}
}
