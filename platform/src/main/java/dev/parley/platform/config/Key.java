package dev.parley.platform.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every setting there is. In a file a setting is written `log-level=info`, as a flag `--log-level
/// info`, in the environment `PARLEY_LOG_LEVEL=info`.
public enum Key {
  ROLE("all", "What this process does: all, gateway, api or worker"),
  HOST("0.0.0.0", "Address that the public port listens on"),
  PORT("8080", "The public port: REST, WebSocket and the web app; 0 takes a free one"),
  ADMIN_PORT("", "Moves /health, /ready and /metrics to a port of their own, on loopback"),
  DATA("./data", "Directory for what the server keeps itself: the embedded database, keys"),
  DATABASE_URL("", "jdbc:postgresql://host:port/name; unset starts an embedded PostgreSQL"),
  DATABASE_USER("", "Login that may create roles and tables in that database"),
  DATABASE_PASSWORD("", "Its password", true),
  REDIS_URL("", "redis://host:port; unset keeps the bus and presence inside this process"),
  PUBLIC_URL("", "Where browsers reach this server, such as https://talk.example.org"),
  ALLOWED_ORIGINS("", "Origins, separated by commas, whose pages may connect besides our own"),
  TRUSTED_PROXIES("", "Addresses or CIDR blocks whose X-Forwarded-For is believed"),
  OPERATOR_TOKEN("", "Bearer token for /metrics from elsewhere than loopback", true),
  MASTER_KEY("", "Base64 of 32 bytes that seal the keys in the database", true),
  LOG_LEVEL("info", "error, warn, info or debug"),
  PRODUCTION("false", "Refuses settings that are only fit for trying out"),
  DRAIN_SECONDS("30", "How long a stop may take, from SIGTERM to exit"),
  TOKEN_SECONDS("900", "Life of an access token"),
  EVENT_RETENTION_DAYS("7", "How long the event log keeps events; at least 2"),
  CONNECTIONS_MAX("10000", "Sockets that this process holds at most"),
  CONNECTIONS_PER_ADDRESS_MAX("1000", "Sockets from one address"),
  CONNECTIONS_PER_TENANT_MAX("10000", "Sockets of one tenant on this process"),
  API_RATE("100", "Requests a second and person; twice as many in a burst"),
  WEB_DIR("", "Directory with the built web app; unset serves the one that came along"),
  NODE_ID("", "Name of this node in logs; unset makes one"),
  BOOTSTRAP_TENANT("", "Slug of the tenant that a new database is opened with"),
  BOOTSTRAP_EMAIL("", "E-mail of its first administrator"),
  BOOTSTRAP_PASSWORD("", "Password of its first administrator", true);

  private final String otherwise;
  private final String meaning;
  private final boolean secret;

  Key(String otherwise, String meaning) {
    this(otherwise, meaning, false);
  }

  Key(String otherwise, String meaning, boolean secret) {
    this.otherwise = otherwise;
    this.meaning = meaning;
    this.secret = secret;
  }

  /// The name in a file, and after `--` as a flag.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The name in the environment.
  public String variable() {
    return "PARLEY_" + name();
  }

  /// The default, empty where there is none.
  public String otherwise() {
    return otherwise;
  }

  public String meaning() {
    return meaning;
  }

  /// Whether its value must never be shown.
  public boolean secret() {
    return secret;
  }

  static Optional<Key> named(String label) {
    return Arrays.stream(values()).filter(key -> key.label().equals(label)).findFirst();
  }
}
