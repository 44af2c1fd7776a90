package dev.parley.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.features.signin.AccessTokens;
import dev.parley.features.signin.Sessions;
import dev.parley.features.signin.SignIn;
import dev.parley.features.signin.SignedIn;
import dev.parley.features.signin.SigningKeys;
import dev.parley.features.signin.Visitor;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.bus.LocalBus;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Passwords;
import dev.parley.platform.secrets.Sealer;
import dev.parley.platform.secrets.Secret;
import dev.parley.platform.secrets.Tokens;
import dev.parley.testkit.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Nodes that share one database and one Redis.
public final class Cluster implements AutoCloseable {
  private static final String MASTER_KEY =
      Base64.getEncoder().encodeToString("thirty-two bytes, good for tests".getBytes(UTF_8));

  private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

  private static final String ISSUER = "parley";
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private final Services services;
  private @Nullable SignIn doors;
  private final Path data = Program.folder("data-");
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> settings = new CopyOnWriteArrayList<>();

  private Cluster(Services services) {
    this.services = services;
  }

  /// Two nodes for all tests that harm neither of them; they live as long as this JVM.
  public static Cluster shared() {
    return Shared.RUNNING;
  }

  /// A cluster of one's own.
  public static Cluster start(int nodes) {
    var cluster = on(Services.shared());
    for (int i = 0; i < nodes; i++) cluster.add(Map.of());
    return cluster;
  }

  /// A cluster that has no node yet, on services that end with it.
  public static Cluster on(Services services) {
    return new Cluster(services);
  }

  /// One more node, which ends with the cluster.
  public Node add(Map<String, String> with) {
    var node = join(with);
    nodes.add(node);
    settings.add(with);
    return node;
  }

  /// Starts a node again that has ended. It has its settings, and another port.
  public Node restart(int index) {
    var node = join(settings.get(index));
    nodes.set(index, node);
    return node;
  }

  /// A node that the caller closes, with these settings over the common ones.
  public Node join(Map<String, String> with) {
    var environment = environment();
    environment.putAll(with);
    return Node.start(environment);
  }

  public Node node(int index) {
    return nodes.get(index);
  }

  public TestRedis redis() {
    return services.redis();
  }

  /// What an operator sets to join this cluster.
  public Map<String, String> environment() {
    var address = services.address();
    var environment = new HashMap<String, String>();
    environment.put("PARLEY_HOST", "127.0.0.1");
    environment.put("PARLEY_DATABASE_URL", address.jdbcUrl());
    environment.put("PARLEY_DATABASE_USER", address.user());
    environment.put("PARLEY_DATABASE_PASSWORD", address.password());
    environment.put("PARLEY_REDIS_URL", services.redis().uri());
    environment.put("PARLEY_MASTER_KEY", MASTER_KEY);
    environment.put("PARLEY_DATA", data.toString());
    // All the people of a test come from one address, and some are very busy.
    environment.put("PARLEY_API_RATE", "100000");
    environment.put("PARLEY_API_BURST", "100000");
    return environment;
  }

  /// Runs a statement behind the back of row-level security and of all nodes.
  void execute(String statement) {
    services.execute(statement);
  }

  /// Runs an operator's command against the cluster's database.
  public Program.Finished command(String... arguments) {
    return Program.run(environment(), arguments);
  }

  /// A tenant with one administrator, made as the operator's commands make them, in this process.
  void createTenant(String slug, String email, String password) {
    var tenant = new Tenants(services.database()).create(slug, slug);
    people().create(tenant.id(), new NewPerson(email, "Admin", Role.ADMIN), Optional.of(password));
  }

  /// Adds a person who can sign in.
  void createPerson(String slug, NewPerson newcomer, String password) {
    var tenant = new Tenants(services.database()).bySlug(slug).orElseThrow();
    people().create(tenant.id(), newcomer, Optional.of(password));
  }

  /// Signs somebody in without the work that a password is made to cost, as many at once need it.
  SignedIn signIn(String slug, String email) {
    return doors()
        .login(slug, email, "any", new Visitor("127.0.0.1", Optional.empty(), Optional.empty()));
  }

  private synchronized SignIn doors() {
    if (doors == null) doors = openDoors();
    return doors;
  }

  private SignIn openDoors() {
    var database = services.database();
    var clock = InstantSource.system();
    var sealer = new Sealer(MasterKey.of(Secret.of(MASTER_KEY)));
    var keys = new SigningKeys(database, sealer, clock);
    var tokens = new Tokens(ISSUER, TOKEN_LIFE, keys, clock);
    AccessTokens access =
        actor -> {
          var issued = tokens.issue(actor);
          return new AccessTokens.Issued(issued.token().reveal(), issued.expiresAt());
        };
    var tenants = new Tenants(database);
    var open = new SignIn.Doors(tenants, people(), (_, _) -> true, access);
    return new SignIn(database, open, new Sessions(database, new LocalBus(), clock), clock);
  }

  /// Transactions that the database has committed since some moment.
  public long transactions() {
    return services
        .database()
        .system(tx ->
            tx.sql()
                .createQuery(
                    "select xact_commit from pg_stat_database where datname = current_database()")
                .mapTo(Long.class)
                .one());
  }

  private People people() {
    return new People(services.database(), Cluster::hash, (_, _, _) -> {}, InstantSource.system());
  }

  /// Hashing is slow on purpose, and everybody in these tests has the same password.
  private static String hash(String password) {
    return HASHES.computeIfAbsent(password, it -> new Passwords().hash(it));
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    services.close();
  }

  private static final class Shared {
    static final Cluster RUNNING = start(2);
  }
}
