package dev.parley.platform.config;

import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the settings once. Flags win over the environment, the environment over the file, the file
/// over the defaults. All mistakes are told together, unknown settings among them.
public final class ConfigReader {
  private static final String VARIABLE_PREFIX = "PARLEY_";
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final int MASTER_KEY_BYTES = 32;
  private static final int OPERATOR_TOKEN_LENGTH_MIN = 16;

  /// Variables that the launcher, and not the server, reads.
  private static final Set<String> LAUNCHER =
      Set.of("PARLEY_JDK", "PARLEY_JAVA_OPTS", "PARLEY_HOME", "PARLEY_CONFIG");

  private final Settings settings = new Settings();

  private ConfigReader() {}

  /// Reads and checks.
  ///
  /// @param file properties, where there is one
  /// @param flags by their names without dashes
  public static Config read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    var reader = new ConfigReader();
    file.ifPresent(reader::addFile);
    environment.forEach(reader::addVariable);
    flags.forEach((name, value) -> reader.add(name, value, "a flag"));
    var config = reader.config();
    if (!reader.settings.mistakes().isEmpty()) {
      throw new ConfigInvalid(reader.settings.mistakes());
    }
    return config;
  }

  private void addFile(Path file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
    } catch (IOException | IllegalArgumentException e) {
      settings
          .mistakes()
          .add(file + ": cannot be read as a settings file (" + e.getMessage() + ")");
    }
    for (var name : properties.stringPropertyNames()) {
      add(name, properties.getProperty(name), "in " + file);
    }
  }

  private void addVariable(String name, String value) {
    if (!name.startsWith(VARIABLE_PREFIX) || LAUNCHER.contains(name)) return;
    var label = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
    add(label.replace('_', '-'), value, "variable " + name);
  }

  private void add(String name, String value, String where) {
    Key.named(name)
        .ifPresentOrElse(key -> settings.put(key, value), () -> settings.unknown(name, where));
  }

  private Config config() {
    var config =
        new Config(
            role(),
            listen(),
            Path.of(settings.text(Key.DATA).orElseThrow()).toAbsolutePath().normalize(),
            database(),
            bus(),
            web(),
            security(),
            limits(),
            operation(),
            bootstrap());
    checkProduction(config);
    checkTogether(config);
    return config;
  }

  private Config.ServerRole role() {
    var text = settings.text(Key.ROLE).orElseThrow();
    for (var role : Config.ServerRole.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(text)) return role;
    }
    settings.mistake(Key.ROLE, "must be all, gateway, api or worker, not \"" + text + "\"");
    return Config.ServerRole.ALL;
  }

  private Config.Listen listen() {
    var host = settings.text(Key.HOST).orElseThrow();
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException _) {
      settings.mistake(Key.HOST, "no such address: \"" + host + "\"");
    }
    int port = settings.number(Key.PORT, 0, 65_535);
    Optional<Integer> admin =
        settings.isSet(Key.ADMIN_PORT)
            ? Optional.of(settings.number(Key.ADMIN_PORT, 0, 65_535))
            : Optional.empty();
    if (port != 0 && admin.isPresent() && admin.get() == port) {
      settings.mistake(Key.ADMIN_PORT, "must differ from port");
    }
    return new Config.Listen(host, port, admin);
  }

  private Config.Database database() {
    var url = settings.text(Key.DATABASE_URL);
    if (url.isEmpty()) {
      for (var key : new Key[] {Key.DATABASE_USER, Key.DATABASE_PASSWORD}) {
        if (settings.isSet(key)) settings.mistake(key, "is of no use without database-url");
      }
      return new Config.Database.Embedded();
    }
    if (!url.get().startsWith("jdbc:postgresql://")) {
      settings.mistake(Key.DATABASE_URL, "must start with jdbc:postgresql://");
    }
    if (!settings.isSet(Key.DATABASE_USER)) {
      settings.mistake(Key.DATABASE_USER, "is needed with database-url");
    }
    return new Config.Database.External(
        url.get(),
        settings.text(Key.DATABASE_USER).orElse(""),
        new Secret(settings.text(Key.DATABASE_PASSWORD).orElse("")));
  }

  private Config.Bus bus() {
    return uri(Key.REDIS_URL, "redis", "rediss")
        .<Config.Bus>map(Config.Bus.Redis::new)
        .orElse(new Config.Bus.InProcess());
  }

  private Config.Web web() {
    var directory = settings.text(Key.WEB_DIR).map(Path::of);
    if (directory.isPresent() && !Files.isRegularFile(directory.get().resolve("index.html"))) {
      settings.mistake(Key.WEB_DIR, "has no index.html");
    }
    for (var origin : settings.list(Key.ALLOWED_ORIGINS)) {
      if (!origin.matches("https?://[^/\\s]+")) {
        settings.mistake(
            Key.ALLOWED_ORIGINS, "\"" + origin + "\" is not an origin like https://example.org");
      }
    }
    for (var proxy : settings.list(Key.TRUSTED_PROXIES)) {
      if (!proxy.matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?")) {
        settings.mistake(
            Key.TRUSTED_PROXIES, "\"" + proxy + "\" is not an address or a block like 10.0.0.0/8");
      }
    }
    return new Config.Web(
        uri(Key.PUBLIC_URL, "http", "https"),
        settings.list(Key.ALLOWED_ORIGINS),
        settings.list(Key.TRUSTED_PROXIES),
        directory);
  }

  private Config.Security security() {
    var operator = settings.text(Key.OPERATOR_TOKEN);
    if (operator.isPresent() && operator.get().length() < OPERATOR_TOKEN_LENGTH_MIN) {
      settings.mistake(
          Key.OPERATOR_TOKEN, "must have at least " + OPERATOR_TOKEN_LENGTH_MIN + " characters");
    }
    var master = settings.text(Key.MASTER_KEY);
    if (master.isPresent() && !isKey(master.get())) {
      settings.mistake(Key.MASTER_KEY, "must be the base64 of " + MASTER_KEY_BYTES + " bytes");
    }
    return new Config.Security(
        operator.map(Secret::new),
        master.map(Secret::new),
        Duration.ofSeconds(settings.number(Key.TOKEN_SECONDS, 1, 900)),
        settings.flag(Key.PRODUCTION));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == MASTER_KEY_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Config.Limits limits() {
    return new Config.Limits(
        settings.number(Key.CONNECTIONS_MAX, 1, 1_000_000),
        settings.number(Key.CONNECTIONS_PER_ADDRESS_MAX, 1, 1_000_000),
        settings.number(Key.CONNECTIONS_PER_TENANT_MAX, 1, 1_000_000),
        settings.number(Key.API_RATE, 1, 100_000));
  }

  private Config.Operation operation() {
    var level = settings.text(Key.LOG_LEVEL).orElseThrow();
    if (!Arrays.asList("error", "warn", "info", "debug").contains(level)) {
      settings.mistake(Key.LOG_LEVEL, "must be error, warn, info or debug, not \"" + level + "\"");
    }
    var node = settings.text(Key.NODE_ID).orElseGet(() -> Ids.next().toString().substring(24));
    if (!node.matches("[A-Za-z0-9._-]{1,63}")) {
      settings.mistake(Key.NODE_ID, "may have letters, digits, dots and dashes, 63 at most");
    }
    return new Config.Operation(
        node,
        level,
        Duration.ofSeconds(settings.number(Key.DRAIN_SECONDS, 1, 600)),
        settings.number(Key.EVENT_RETENTION_DAYS, 2, 3_650));
  }

  private Optional<Config.Bootstrap> bootstrap() {
    var keys = new Key[] {Key.BOOTSTRAP_TENANT, Key.BOOTSTRAP_EMAIL, Key.BOOTSTRAP_PASSWORD};
    if (Arrays.stream(keys).noneMatch(settings::isSet)) return Optional.empty();
    for (var key : keys) {
      if (!settings.isSet(key))
        settings.mistake(key, "is needed with the other bootstrap settings");
    }
    var slug = settings.text(Key.BOOTSTRAP_TENANT).orElse("");
    if (!slug.isEmpty() && !SLUG.matcher(slug).matches()) {
      settings.mistake(Key.BOOTSTRAP_TENANT, "may have a-z, 0-9 and dashes, 63 at most");
    }
    var email = settings.text(Key.BOOTSTRAP_EMAIL).orElse("");
    if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+")) {
      settings.mistake(Key.BOOTSTRAP_EMAIL, "is not an e-mail address");
    }
    var password = settings.text(Key.BOOTSTRAP_PASSWORD).orElse("");
    if (!password.isEmpty() && password.length() < 8) {
      settings.mistake(Key.BOOTSTRAP_PASSWORD, "must have at least 8 characters");
    }
    return Optional.of(new Config.Bootstrap(slug, email, new Secret(password)));
  }

  private Optional<URI> uri(Key key, String... schemes) {
    var text = settings.text(key);
    if (text.isEmpty()) return Optional.empty();
    try {
      var uri = URI.create(text.get());
      if (uri.getHost() != null && Arrays.asList(schemes).contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException _) {
      // Told below, like a URL of another kind.
    }
    settings.mistake(
        key, "must be a URL that starts with " + String.join(":// or ", schemes) + "://");
    return Optional.empty();
  }

  private void checkProduction(Config config) {
    if (!config.security().production()) return;
    if (!(config.database() instanceof Config.Database.External)) {
      settings.mistake(Key.PRODUCTION, "needs a database of its own: set database-url");
    }
    var publicUrl = config.web().publicUrl().map(URI::getScheme).orElse("");
    if (!publicUrl.equals("https")) {
      settings.mistake(Key.PRODUCTION, "needs public-url, with https");
    }
    if (config.security().masterKey().isEmpty()) {
      settings.mistake(Key.PRODUCTION, "needs master-key, the same on every node");
    }
  }

  private void checkTogether(Config config) {
    if (config.role() == Config.ServerRole.ALL) return;
    if (config.bus() instanceof Config.Bus.InProcess) {
      settings.mistake(
          Key.ROLE, "other than all needs redis-url, so that processes hear each other");
    }
    if (config.database() instanceof Config.Database.Embedded) {
      settings.mistake(Key.ROLE, "other than all needs database-url, which processes share");
    }
  }
}
