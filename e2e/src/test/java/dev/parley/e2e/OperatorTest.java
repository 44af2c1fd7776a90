package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.proxy.FaultProxy;
import dev.parley.platform.config.ConfigDocs;
import dev.parley.platform.postgres.DatabaseAddress;
import dev.parley.testkit.Await;
import dev.parley.testkit.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator meets: first start, second start, mistakes, what is missing, and the commands.
class OperatorTest {
  private static final Duration SECOND_START_MAX = Duration.ofSeconds(10);
  private static final Duration REFUSAL_MAX = Duration.ofSeconds(10);
  private static final Duration BULK_MAX = Duration.ofSeconds(5);
  private static final int BULK = 1_000;

  /// What nodes that stand idle commit meanwhile is counted with it.
  private static final int BULK_TRANSACTIONS_MAX = BULK / 10;

  private static final int CONFIGURATION = 3;
  private static final int UNAVAILABLE = 4;

  @Test
  void aNewDirectoryIsOpenedForOnePersonAndKeptByTheNextStart(@TempDir Path folder) {
    var environment = onItsOwn(folder);
    String conversation;
    try (var first = Node.start(environment)) {
      var api = signedIn(first);
      conversation = groupWithSomeone(api);
      api.post(messages(conversation), Map.of("content", "Kept")).expect(201);
      refusesASecondProcess(environment);
      first.terminate();
      assertThat(first.awaitExit(Duration.ofSeconds(30))).as(first.log()).isZero();
    }
    long start = System.nanoTime();
    try (var second = Node.start(environment)) {
      var took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("second start on a data directory: " + took.toMillis() + " ms");
      assertThat(took).isLessThan(SECOND_START_MAX);
      var history = History.read(signedIn(second), conversation);
      assertThat(history.messages().getLast().path("content").asString()).isEqualTo("Kept");
    }
  }

  private static Map<String, String> onItsOwn(Path data) {
    return Map.of(
        "PARLEY_HOST", "127.0.0.1",
        "PARLEY_DATA", data.resolve("data").toString(),
        "PARLEY_BOOTSTRAP_TENANT", "acme",
        "PARLEY_BOOTSTRAP_EMAIL", "ada@acme.example",
        "PARLEY_BOOTSTRAP_PASSWORD", World.PASSWORD);
  }

  private static Api signedIn(Node node) {
    var credentials =
        Map.of("tenant", "acme", "email", "ada@acme.example", "password", World.PASSWORD);
    var body = node.api().post("/auth/login", credentials).expect(200);
    assertThat(body.path("user").path("role").asString()).isIn("admin", "owner");
    return node.api().as(body.path("token").asString());
  }

  /// A group of the administrator and someone new.
  static String groupWithSomeone(Api admin) {
    var someone = Map.of("email", "bob@acme.example", "displayName", "Bob");
    var bob = admin.post("/users", someone).expect(201).path("user").path("id").asString();
    var body = Map.of("type", "group", "name", "Two", "participantIds", List.of(bob));
    return admin
        .post("/conversations", body)
        .expect(201)
        .path("conversation")
        .path("id")
        .asString();
  }

  private static String messages(String conversation) {
    return "/conversations/" + conversation + "/messages";
  }

  private static void refusesASecondProcess(Map<String, String> environment) {
    var second = Program.run(environment, "serve", "--port", "0");
    assertThat(second.code()).as(second.said()).isEqualTo(UNAVAILABLE);
    assertThat(second.took()).isLessThan(REFUSAL_MAX);
    assertThat(complaint(second)).contains("in use by another process");
  }

  /// The one line that tells an operator why it ended.
  private static String complaint(Program.Finished finished) {
    var lines = finished.err().lines().filter(line -> line.startsWith("parley: ")).toList();
    assertThat(lines).as(finished.said()).hasSize(1);
    assertThat(finished.said()).doesNotContain("\tat ");
    return lines.getFirst();
  }

  @Test
  void everyMistakeInTheConfigurationIsToldAtOnce() {
    var mistaken =
        Map.of(
            "PARLEY_PORT", "eighty",
            "PARLEY_ROLE", "boss",
            "PARLEY_PROT", "8080",
            "PARLEY_DATABASE_PASSWORD", "do-not-show-this");
    for (var command : List.of(List.of("serve"), List.of("config", "check"))) {
      var finished = Program.run(mistaken, command.toArray(String[]::new));
      assertThat(finished.code()).as(finished.said()).isEqualTo(CONFIGURATION);
      assertThat(finished.err()).contains("PARLEY_PORT", "PARLEY_ROLE", "PARLEY_PROT");
      assertThat(finished.err()).contains("database-url").doesNotContain("do-not-show-this");
      assertThat(finished.said()).doesNotContain("\tat ");
    }
  }

  @Test
  void aDatabaseThatRefusesEndsTheStartWithItsReason() {
    var environment = new HashMap<>(Cluster.shared().environment());
    environment.put("PARLEY_DATABASE_PASSWORD", "not-the-password");
    var finished = Program.run(environment, "serve", "--port", "0");
    assertThat(finished.code()).as(finished.said()).isEqualTo(UNAVAILABLE);
    assertThat(complaint(finished)).contains("database").doesNotContain("not-the-password");
  }

  @Test
  void aDatabaseThatIsNotThereYetIsWaitedFor() {
    var environment = new HashMap<>(Cluster.shared().environment());
    var there = Objects.requireNonNull(environment.get("PARLEY_DATABASE_URL"));
    int port = FreePort.next();
    environment.put(
        "PARLEY_DATABASE_URL", there.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port));
    var database = URI.create(DatabaseAddress.parse(there).jdbcUrl().substring("jdbc:".length()));
    try (var early = Node.launch(environment)) {
      Await.until("it says that it waits", () -> early.log().contains("Waiting for the database"));
      try (var proxy = FaultProxy.open(port, database.getPort())) {
        early.awaitReady();
        assertThat(early.api().get("/bootstrap").status()).isEqualTo(200);
        assertThat(proxy.isOpen()).isTrue();
      }
    }
  }

  @Test
  void twoNodesMayOpenANewDatabaseAtOnce() {
    var environment = Cluster.shared().environment();
    try (var empty = EmptyDatabase.create()) {
      environment.putAll(empty.environment());
      try (var one = Node.launch(environment);
          var other = Node.launch(environment)) {
        one.awaitReady();
        other.awaitReady();
        assertThat(one.api().get("/bootstrap").status()).isEqualTo(200);
        assertThat(other.api().get("/bootstrap").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void theCommandsForLookingAfterAnInstallationDoSo() {
    var cluster = Cluster.shared();
    var doctor = cluster.command("doctor");
    assertThat(doctor.code()).as(doctor.said()).isZero();
    assertThat(doctor.out()).contains("PostgreSQL", "Redis");
    var verified = cluster.command("verify", "seq");
    assertThat(verified.code()).as(verified.said()).isZero();
    var docs = cluster.command("config", "docs");
    assertThat(docs.code()).isZero();
    assertThat(docs.out()).isEqualTo(ConfigDocs.markdown());
    assertThat(cluster.command("config", "check").code()).isZero();
    var unknown = cluster.command("dance");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.said()).doesNotContain("\tat ");
  }

  @Test
  void aTenantAndAPersonAreMadeByCommand() {
    var cluster = Cluster.shared();
    var slug = "by-command";
    assertThat(cluster.command("tenant", "create", slug).code()).isZero();
    assertThat(cluster.command("tenant", "create", slug).code()).isNotZero();
    var created =
        Program.feed(
            World.PASSWORD + "\n",
            cluster.environment(),
            "user",
            "create",
            "eve@x.example",
            "--tenant",
            slug,
            "--person-role",
            "admin",
            "--password");
    assertThat(created.code()).as(created.said()).isZero();
    var credentials = Map.of("tenant", slug, "email", "eve@x.example", "password", World.PASSWORD);
    cluster.node(1).api().post("/auth/login", credentials).expect(200);
  }

  @Test
  void aThousandPeopleAreAddedInSecondsByRest() {
    var world = World.create(Cluster.shared());
    long before = Cluster.shared().transactions();
    long start = System.nanoTime();
    var ids = world.crowd(BULK);
    var took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println(BULK + " people by REST: " + took.toMillis() + " ms");
    assertThat(ids).hasSize(BULK).doesNotHaveDuplicates();
    assertThat(took).isLessThan(BULK_MAX);
    assertThat(Cluster.shared().transactions() - before).isLessThan(BULK_TRANSACTIONS_MAX);
  }

  @Test
  void aThousandPeopleAreAddedInSecondsByCommand(@TempDir Path folder) throws IOException {
    var world = World.create(Cluster.shared());
    long before = Cluster.shared().transactions();
    var lines = new ArrayList<String>();
    for (int i = 0; i < BULK; i++) lines.add("person%d@x.example,Person %d".formatted(i, i));
    var file = Files.write(folder.resolve("people.csv"), lines);
    var finished =
        Cluster.shared().command("user", "import", file.toString(), "--tenant", world.slug());
    System.out.println(BULK + " people by command: " + finished.took().toMillis() + " ms");
    assertThat(finished.code()).as(finished.said()).isZero();
    assertThat(finished.out().lines()).hasSize(BULK);
    assertThat(finished.took()).isLessThan(BULK_MAX);
    assertThat(Cluster.shared().transactions() - before).isLessThan(BULK_TRANSACTIONS_MAX);
    var invitation = finished.out().lines().findFirst().orElseThrow().split(",")[2];
    var accept =
        Map.of("tenant", world.slug(), "invitation", invitation, "password", World.PASSWORD);
    Cluster.shared().node(0).api().post("/auth/invitations/accept", accept).expect(200);
  }

  @Test
  void aNodeShowsNoSecretInItsLog() {
    var cluster = Cluster.shared();
    var world = World.create(cluster);
    world.person("Ada").api().get("/users/me").expect(200);
    var secrets =
        IntStream.of(0, 1).mapToObj(cluster::node).map(Node::log).collect(Collectors.joining());
    assertThat(secrets)
        .doesNotContain(World.PASSWORD)
        .doesNotContain(world.admin().token())
        .doesNotContain(world.admin().refreshToken())
        .doesNotContain(cluster.environment().get("PARLEY_MASTER_KEY"))
        .doesNotContain(cluster.environment().get("PARLEY_DATABASE_PASSWORD"));
  }
}
