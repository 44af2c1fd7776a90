package dev.parley.bench;

import dev.parley.bench.documents.DocumentKeeping;
import dev.parley.bench.documents.DocumentTables;
import dev.parley.bench.documents.Effort;
import dev.parley.bench.documents.Found;
import dev.parley.bench.documents.Job;
import dev.parley.bench.documents.Microbenchmarks;
import dev.parley.bench.documents.Programs;
import dev.parley.bench.documents.Side;
import dev.parley.bench.documents.SideBySide;
import dev.parley.bench.report.Stamps;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures the document engine and Yjs in one run.
@Command(
    name = "crdt",
    description = "Measures the document engine beside Yjs: processor time, bytes, heap.",
    mixinStandardHelpOptions = true)
final class CrdtBench implements Callable<Integer> {
  private static final Path HOUSE = Path.of(System.getProperty("bench.house", "."));
  private static final int ROUNDS = 3;

  @Option(names = "--quick", description = "One round, shorter.")
  private boolean quick;

  @Option(names = "--rounds", description = "How often all is repeated, each in new processes.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--job",
      split = ",",
      description = "Which: ${COMPLETION-CANDIDATES}; unset, all of them.")
  private List<Job> jobs = List.of(Job.values());

  @Option(names = "--keep", description = "Writes tables and charts to docs/performance.")
  private boolean keep;

  @Option(names = "--jmh", description = "The engine's hot operations alone, with JMH.")
  private boolean jmh;

  @Spec private CommandSpec spec;

  private final Stamps stamps;
  private String versions = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CrdtBench(String... arguments) {
    stamps = Stamps.of(HOUSE, List.of(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (jmh) return Microbenchmarks.run(HOUSE.resolve("bench/target"), quick);
    var stamp = stamps.now();
    var found = measure();
    var run = new SideBySide(found);
    tell(run);
    if (keep) {
      var keeping = new DocumentKeeping(HOUSE.resolve("docs/performance"), stamp, rule());
      out().println("kept as " + keeping.keep(found));
    }
    return run.differences().isEmpty() ? 0 : 1;
  }

  private List<Found> measure() throws IOException {
    var folder = Files.createTempDirectory("parley-crdt-");
    var programs = new Programs(HOUSE.resolve("bench/crdt"), folder, effort());
    var found = new ArrayList<Found>();
    programs.prepare();
    versions = programs.versions();
    for (int round = 1; round <= rounds(); round++) {
      for (var job : jobs) {
        for (var side : Side.values()) {
          out().printf("round %d: %s, %s%n", round, job.title(), side.title());
          out().flush();
          for (var reading : programs.run(side, job)) found.add(new Found(side, round, reading));
        }
      }
    }
    return found;
  }

  private void tell(SideBySide run) {
    out().println();
    out().println(rule());
    out().println();
    DocumentTables.goals(run).forEach(out()::println);
    out().println();
    DocumentTables.suite(run).forEach(out()::println);
    for (var fact : run.differences()) out().println("NOT EQUAL: " + fact);
    out().flush();
  }

  private String rule() {
    return """
    %s. Processor time of the whole process, compiler and collector included; the middle of %d \
    rounds, each in processes of its own. `cold` is the first call of a process; all else ran \
    %d ms before (B1 to B3: %d ms; the first of a process four times as long), in the JVM on \
    until its compiler rests, and is the middle of its calls.\
    """
        .formatted(versions, rounds(), effort().warm(), effort().warmSuite());
  }

  private Effort effort() {
    return quick ? Effort.QUICK : Effort.FULL;
  }

  private int rounds() {
    return rounds.orElse(quick ? 1 : ROUNDS);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
