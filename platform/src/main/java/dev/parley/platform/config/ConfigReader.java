package dev.parley.platform.config;

import dev.parley.platform.net.TrustedProxies;
import dev.parley.platform.secrets.MasterKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Reads the configuration: the command line wins over the environment, which wins over the file,
/// which wins over what holds by itself.
public final class ConfigReader {
  /// The flag, and as a variable the name, of the file to read.
  public static final String FILE = "config";

  /// Variables of the scripts around the server, which are no keys.
  private static final Set<String> FOREIGN =
      Set.of("PARLEY_HOME", "PARLEY_JDK", "PARLEY_JAVA_OPTS", "PARLEY_REPORT");

  private static final int TOKEN_LENGTH_MIN = 16;
  private static final int NODE_NAME_LENGTH = 8;

  private ConfigReader() {}

  /// @param flags names without the dashes
  /// @param environment all variables; those that do not begin with `PARLEY_` are not looked at
  public static Config read(Map<String, String> flags, Map<String, String> environment) {
    return read(flags, environment, _ -> List.of());
  }

  /// The same, with mistakes that only show on the machine.
  ///
  /// @param looks gives them, one line each; a value that cannot be read stands as its fallback
  public static Config read(
      Map<String, String> flags,
      Map<String, String> environment,
      Function<Config, List<String>> looks) {
    var settings = new Settings();
    var variable = Key.ENVIRONMENT + FILE.toUpperCase(Locale.ROOT);
    Optional.ofNullable(flags.getOrDefault(FILE, environment.get(variable)))
        .ifPresent(path -> settings.addFile(Path.of(path)));
    environment.forEach((name, text) -> {
      if (!name.startsWith(Key.ENVIRONMENT) || name.equals(variable) || isForeign(name)) return;
      var key = name.substring(Key.ENVIRONMENT.length()).toLowerCase(Locale.ROOT);
      settings.add(key.replace('_', '-'), text, name);
    });
    flags.forEach((name, text) -> {
      if (!name.equals(FILE)) settings.add(name, text, "--" + name);
    });
    var config = assemble(settings);
    check(settings, config);
    for (var mistake : looks.apply(config)) settings.rule(false, mistake);
    settings.finish();
    return config;
  }

  private static boolean isForeign(String name) {
    return FOREIGN.contains(name);
  }

  private static Config assemble(Settings settings) {
    return new Config(
        settings.get(Keys.ROLE),
        node(settings),
        new Config.Listen(
            settings.get(Keys.HOST),
            settings.get(Keys.PORT),
            settings.number(Keys.ADMIN_PORT),
            settings.find(Keys.PUBLIC_URL),
            settings.find(Keys.WEB_DIR),
            settings.get(Keys.CONFORMANCE),
            settings.get(Keys.IO_URING)),
        new Config.Trust(
            settings.find(Keys.ALLOWED_ORIGINS).orElse(Set.of()),
            settings.find(Keys.TRUSTED_PROXIES).orElse(TrustedProxies.none()),
            settings.find(Keys.OPERATOR_TOKEN),
            settings.find(Keys.MASTER_KEY),
            Duration.ofSeconds(settings.get(Keys.ACCESS_TOKEN_SECONDS))),
        new Config.Stores(
            database(settings), bus(settings), settings.get(Keys.EVENT_RETENTION_DAYS)),
        limits(settings),
        bootstrap(settings));
  }

  private static Config.Node node(Settings settings) {
    return new Config.Node(
        settings
            .find(Keys.NODE_ID)
            .orElseGet(() -> "node-" + UUID.randomUUID().toString().substring(0, NODE_NAME_LENGTH)),
        settings.get(Keys.DATA),
        settings.get(Keys.PRODUCTION),
        settings.get(Keys.LOG_LEVEL),
        Duration.ofSeconds(settings.get(Keys.DRAIN_SECONDS)));
  }

  private static Config.Database database(Settings settings) {
    return settings
        .find(Keys.DATABASE_URL)
        .<Config.Database>map(url ->
            new Config.Database.External(
                url, settings.find(Keys.DATABASE_USER), settings.find(Keys.DATABASE_PASSWORD)))
        .orElseGet(Config.Database.Embedded::new);
  }

  private static Config.Bus bus(Settings settings) {
    return settings
        .find(Keys.REDIS_URL)
        .<Config.Bus>map(Config.Bus.Redis::new)
        .orElseGet(Config.Bus.InProcess::new);
  }

  private static Config.Limits limits(Settings settings) {
    return new Config.Limits(
        settings.get(Keys.CONNECTIONS_MAX),
        settings.get(Keys.CONNECTIONS_PER_ADDRESS),
        settings.get(Keys.CONNECTIONS_PER_TENANT),
        settings.get(Keys.API_RATE),
        settings.get(Keys.API_BURST),
        Duration.ofSeconds(settings.get(Keys.VIEWING_SECONDS)));
  }

  private static Optional<Config.Bootstrap> bootstrap(Settings settings) {
    var password = settings.find(Keys.BOOTSTRAP_PASSWORD);
    return settings
        .find(Keys.BOOTSTRAP_TENANT)
        .flatMap(tenant ->
            settings
                .find(Keys.BOOTSTRAP_EMAIL)
                .flatMap(
                    email -> password.map(secret -> new Config.Bootstrap(tenant, email, secret))));
  }

  /// What single values cannot show.
  private static void check(Settings settings, Config config) {
    var database = settings.has(Keys.DATABASE_URL);
    settings.rule(
        database || !(settings.has(Keys.DATABASE_USER) || settings.has(Keys.DATABASE_PASSWORD)),
        "database-user and database-password need a database-url");
    settings.rule(
        config.role() == Config.Role.ALL || (database && settings.has(Keys.REDIS_URL)),
        "A role other than all needs a database-url and a redis-url, which connect the nodes");
    settings.rule(
        config.listen().adminPort().isEmpty()
            || config.listen().port() == 0
            || config.listen().adminPort().getAsInt() != config.listen().port(),
        "admin-port must differ from port");
    settings.rule(
        config
            .trust()
            .operatorToken()
            .filter(t -> t.reveal().length() < TOKEN_LENGTH_MIN)
            .isEmpty(),
        "operator-token must have at least " + TOKEN_LENGTH_MIN + " characters");
    settings.rule(
        config.trust().masterKey().stream().allMatch(MasterKey::fits),
        "master-key must be 32 bytes in base64; openssl rand -base64 32 prints such a key");
    var given = List.of(Keys.BOOTSTRAP_TENANT, Keys.BOOTSTRAP_EMAIL, Keys.BOOTSTRAP_PASSWORD);
    long bootstrap = given.stream().filter(settings::has).count();
    settings.rule(
        bootstrap == 0 || bootstrap == given.size(),
        "bootstrap-tenant, bootstrap-email and bootstrap-password are given together or not at all");
    if (config.listen().conformance()) checkConformance(settings, config);
    if (config.node().production()) checkProduction(settings, config);
  }

  /// What it opens asks nobody who they are.
  private static void checkConformance(Settings settings, Config config) {
    settings.rule(
        Reads.isLoopback(config.listen().host()),
        "conformance needs a host that nobody else reaches, such as 127.0.0.1");
    settings.rule(!config.node().production(), "conformance is not for production");
    settings.rule(!isHttps(config), "conformance is not for a public-url with https://");
  }

  private static boolean isHttps(Config config) {
    return config.listen().publicUrl().filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  private static void checkProduction(Settings settings, Config config) {
    settings.rule(isHttps(config), "production needs a public-url that starts with https://");
    settings.rule(
        config.trust().allowedOrigins().stream().allMatch(origin -> origin.startsWith("https://")),
        "production allows origins that start with https:// alone");
    settings.rule(
        !settings.has(Keys.REDIS_URL) || settings.has(Keys.MASTER_KEY),
        "production with several nodes (redis-url) needs one master-key for all of them");
    settings.rule(
        config.node().logLevel().compareTo(Config.LogLevel.INFO) <= 0,
        "production logs at info or above");
  }
}
