package dev.parley.bench;

import dev.parley.bench.dialect.Publish;
import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Keeping;
import dev.parley.bench.report.Lines;
import dev.parley.bench.report.Result;
import dev.parley.bench.report.ResultFile;
import dev.parley.bench.report.Stamps;
import dev.parley.bench.report.Tables;
import dev.parley.bench.scenario.Catalogue;
import dev.parley.bench.scenario.Runner;
import dev.parley.bench.scenario.Scenario;
import dev.parley.bench.scenario.Timing;
import dev.parley.bench.servers.ParleyServer;
import dev.parley.bench.servers.Peer;
import dev.parley.bench.servers.PeerServer;
import dev.parley.bench.servers.Place;
import dev.parley.bench.servers.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs scenarios against servers and prints what each cost.
@Command(
    name = "bin/bench",
    description = "Measures what a delivery costs, with everything switched on.",
    mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
  private static final Path HOUSE = Path.of(System.getProperty("bench.house", "."));

  @Option(names = "--quick", description = "Fewer connections, a few seconds each.")
  private boolean quick;

  @Option(names = "--scenario", split = ",", description = "Which; unset, all of them.")
  private List<String> names = List.of();

  @Option(names = "--seconds", description = "How long each is measured.")
  private Optional<Integer> seconds = Optional.empty();

  @Option(names = "--warm", description = "How long each runs before.")
  private Optional<Integer> warm = Optional.empty();

  @Option(names = "--reps", description = "How often all is repeated.")
  private int reps = 1;

  @Option(
      names = "--publish",
      split = ",",
      description = "How Parley is told what fans out: signal, message.")
  private List<Publish> publish = List.of();

  @Option(names = "--peers", description = "The same against ws, Socket.IO, NATS and others.")
  private boolean peers;

  @Option(names = "--server", split = ",", description = "Which; unset, Parley, or all.")
  private List<String> servers = List.of();

  @Option(names = "--outstanding", description = "Of closed persisted sends.")
  private int outstanding = 256;

  @Option(names = "--rate", description = "Of open persisted sends, a second.")
  private double rate = 2_000;

  @Option(names = "--keep", description = "Writes tables and charts to docs/performance.")
  private boolean keep;

  private final Stamps stamps;
  private final List<Result> run = new ArrayList<>();
  private final ResultFile results = new ResultFile(HOUSE.resolve("bench/target/results.jsonl"));

  Bench(String... arguments) {
    stamps = Stamps.of(HOUSE, List.of(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (var loop = new Loop(core().isPresent())) {
      for (int rep = 1; rep <= reps; rep++) round(loop, rep);
    }
    summarise(new Comparison(run));
    if (keep) {
      System.out.println("kept as " + new Keeping(HOUSE.resolve("docs/performance")).keep(run));
    }
    return 0;
  }

  private static void summarise(Comparison all) {
    if (all.scenarios().size() > 1 || all.columns().size() > 1) {
      Tables.work(all).forEach(System.out::println);
      Tables.footnote(all).ifPresent(System.out::println);
      System.out.println();
      Tables.goals(all).forEach(System.out::println);
    }
  }

  private void round(Loop loop, int rep) throws IOException {
    if (asked("parley")) measureParley(loop, rep);
    for (var peer : Peer.values()) {
      if (!asked(peer.title())) continue;
      if (peer.missing().isEmpty()) compareOrSay(loop, peer, rep);
      else
        System.out.printf("%s is left out: there is no %s%n", peer.title(), peer.missing().get());
    }
  }

  private boolean asked(String server) {
    return servers.isEmpty() ? peers || server.equals("parley") : servers.contains(server);
  }

  private void measureParley(Loop loop, int rep) throws IOException {
    try (var server = ParleyServer.start(place())) {
      for (var scenario : scenarios()) {
        for (var how : ways(scenario)) run(loop, server, scenario, how, rep);
      }
    }
  }

  /// A peer that fails takes nothing from what was measured of the others.
  private void compareOrSay(Loop loop, Peer peer, int rep) throws IOException {
    try {
      compare(loop, peer, rep);
    } catch (IllegalStateException e) {
      System.out.printf("%s is left out: %s%n", peer.title(), e.getMessage());
    }
  }

  private void compare(Loop loop, Peer peer, int rep) throws IOException {
    try (var server = PeerServer.start(peer, place())) {
      for (var scenario : scenarios()) {
        if (!scenario.needsStorage()) run(loop, server, scenario, Publish.SIGNAL, rep);
      }
    }
  }

  private static Place place() throws IOException {
    return new Place(HOUSE, Files.createTempDirectory("parley-bench-"), core());
  }

  private static Optional<Integer> core() {
    return Optional.ofNullable(System.getProperty("bench.server.core")).map(Integer::valueOf);
  }

  private List<Scenario> scenarios() {
    var all = quick ? Catalogue.quick(outstanding, rate) : Catalogue.full(outstanding, rate);
    return names.isEmpty() ? all.scenarios() : all.named(names);
  }

  private List<Publish> ways(Scenario scenario) {
    if (!scenario.fansOut()) return List.of(Publish.SIGNAL);
    if (!publish.isEmpty()) return publish;
    return quick ? List.of(Publish.SIGNAL) : List.of(Publish.SIGNAL, Publish.MESSAGE);
  }

  private void run(Loop loop, Target target, Scenario scenario, Publish how, int rep) {
    var timing =
        new Timing(
            Duration.ofSeconds(warm.orElse(quick ? 3 : 10)),
            Duration.ofSeconds(seconds.orElse(quick ? 3 : 8)));
    var stamp = stamps.now();
    var finding = new Runner(loop, timing, how).run(target, scenario);
    var way = how.name().toLowerCase(Locale.ROOT);
    Result result = finding.of(stamp, target.name(), scenario, way, rep);
    results.add(result);
    run.add(result);
    Lines.of(result).forEach(System.out::println);
  }
}
