package dev.parley.bench.servers;

import dev.parley.bench.dialect.ParleyDialect;
import dev.parley.bench.dialect.Publish;
import dev.parley.bench.load.Fleet;
import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The product as it is run: `bin/parley serve` with the PostgreSQL that comes along, everything
/// that it checks and limits switched on. Only what counts connections is raised.
public final class ParleyServer implements Target {
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration COMMAND_MAX = Duration.ofMinutes(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Pattern READY =
      Pattern.compile("(?m)^parley ready on (http://\\S+?)/?\\s*$");
  private static final String TENANT = "bench";
  private static final String OWNER = "owner@bench.example";
  private static final String PASSWORD = "a long sentence for the bench";
  private static final int PEOPLE = 10;
  private static final int CONNECTIONS_MAX = 20_000;
  private static final int CONTENT_BYTES = 128;
  private static final int AT_ONCE = 8;

  private final Place place;
  private final TiedProcess process;
  private final URI base;
  private final Rest rest;
  private final Crew crew;
  private final Jvm jvm;
  private final List<String> topics = new ArrayList<>();

  private ParleyServer(Place place, TiedProcess process, URI base) {
    this.place = place;
    this.process = process;
    this.base = base;
    rest = new Rest(base);
    crew = new Crew(rest);
    jvm = new Jvm(process.pid(), gcLog(place));
  }

  /// Starts it on a fresh data directory, with people in it.
  public static ParleyServer start(Place place) {
    var out = place.file("parley.out");
    var process = place.start(command(place), out);
    try {
      var url = place.await(process, out, READY_MAX, () -> ready(out));
      var server = new ParleyServer(place, process, url);
      server.hire();
      return server;
    } catch (RuntimeException e) {
      process.stop("TERM", STOP_MAX);
      throw e;
    }
  }

  private static Path gcLog(Place place) {
    return place.file("gc.log");
  }

  private static List<String> command(Place place) {
    return List.of(
        "env",
        "PARLEY_JAVA_OPTS=" + Jvm.option(gcLog(place)),
        "PARLEY_BOOTSTRAP_TENANT=" + TENANT,
        "PARLEY_BOOTSTRAP_EMAIL=" + OWNER,
        "PARLEY_BOOTSTRAP_PASSWORD=" + PASSWORD,
        program(place),
        "serve",
        "--data=" + place.file("data"),
        "--host=127.0.0.1",
        "--port=0",
        "--log-level=warn",
        "--drain-seconds=1",
        "--connections-max=" + CONNECTIONS_MAX,
        "--connections-per-tenant=" + CONNECTIONS_MAX,
        "--api-rate=" + CONNECTIONS_MAX,
        "--api-burst=" + CONNECTIONS_MAX);
  }

  private static String program(Place place) {
    return place.house().resolve("bin/parley").toString();
  }

  private static Optional<URI> ready(Path out) {
    var found = READY.matcher(Place.text(out));
    return found.find() ? Optional.of(URI.create(found.group(1))) : Optional.empty();
  }

  private void hire() {
    var emails = IntStream.range(0, PEOPLE).mapToObj("person%d@bench.example"::formatted).toList();
    var file = place.file("people.csv");
    try {
      Files.write(file, emails.stream().map(email -> email + "," + email.split("@")[0]).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    importPeople(file);
    for (var email : emails) crew.signIn(TENANT, email, PASSWORD);
  }

  private void importPeople(Path file) {
    var out = place.file("import.out");
    var command =
        place.start(
            List.of(
                program(place),
                "user",
                "import",
                file.toString(),
                "--tenant=" + TENANT,
                "--password=" + PASSWORD,
                "--data=" + place.file("data")),
            out);
    if (!command.awaitExit(COMMAND_MAX)) command.stop("TERM", STOP_MAX);
    if (Place.text(out).lines().count() < PEOPLE) throw new IllegalStateException(Place.text(out));
  }

  @Override
  public String name() {
    return "parley";
  }

  @Override
  public Fleet.Server speaking(Publish publish) {
    var address = new InetSocketAddress(base.getHost(), base.getPort());
    return new Fleet.Server(address, new ParleyDialect(crew.tokens(), publish, CONTENT_BYTES));
  }

  /// Conversations with all the people in them.
  @Override
  public List<String> topics(int count) {
    var token = crew.tokens().getFirst();
    var made = new ArrayList<Future<String>>();
    try (var makers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (int i = topics.size(); i < count; i++) {
        made.add(makers.submit(() -> conversation(token)));
      }
    }
    for (var one : made) topics.add("conversation:" + one.resultNow());
    return List.copyOf(topics.subList(0, count));
  }

  private String conversation(String token) {
    var others = crew.ids().subList(1, crew.ids().size());
    var made =
        rest.post(
            "/conversations",
            Map.of("type", "group", "participantIds", others, "name", "Bench"),
            token);
    return made.path("conversation").path("id").asString();
  }

  /// In one workspace with all the people.
  @Override
  public List<String> tasks(int count) {
    var token = crew.tokens().getFirst();
    var made = rest.post("/workspaces", Map.of("name", "Bench"), token);
    var workspace = "/workspaces/" + made.path("workspace").path("id").asString();
    var others = crew.ids().subList(1, crew.ids().size());
    rest.post(workspace + "/members", Map.of("userIds", others, "role", "member"), token);
    return IntStream.range(0, count)
        .mapToObj(i -> rest.post(workspace + "/tasks", Map.of("title", "Bench"), token))
        .map(task -> "task:" + task.path("task").path("id").asString())
        .toList();
  }

  @Override
  public Processes processes() {
    return new Processes(Set.of(process.pid()));
  }

  @Override
  public Engine engine() {
    return jvm;
  }

  @Override
  public void close() {
    rest.close();
    process.stop("TERM", STOP_MAX);
  }
}
