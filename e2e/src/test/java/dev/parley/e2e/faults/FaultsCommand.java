package dev.parley.e2e.faults;

import dev.parley.platform.telemetry.Logging;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program behind `bin/faults`.
@Command(
    name = "bin/faults",
    description = "Harms a cluster under load, and judges what its clients saw.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 1,
    footer = {
      "",
      "Exit codes: 0 what was run held every promise; 1 something broke one, was undecided or",
      "broke off, or nothing was run; 2 the command was wrong. What cannot be run here is told."
    })
final class FaultsCommand implements Callable<Integer> {
  private static final Path FROM =
      Path.of(System.getenv().getOrDefault("PARLEY_FAULTS_FROM", "")).toAbsolutePath();
  private static final int SECONDS_MIN = 4;
  private static final int SECONDS_MAX = 3_600;
  private static final int NODES_MIN = 2;
  private static final int NODES_MAX = 5;
  private static final int SEEDS = 1_000_000;

  @Option(names = "--seed", description = "What is left to chance; unset, any, and printed.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--fault", arity = "1..*", split = ",", description = "Which; --list names all.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "The whole matrix.")
  private boolean all;

  @Option(names = "--list", description = "Says what each fault does, and ends.")
  private boolean list;

  @Option(names = "--seconds", description = "Load before, during and after each (default 60).")
  private int seconds = 60;

  @Option(names = "--nodes", description = "How many (default 2).")
  private int nodes = NODES_MIN;

  @Option(names = "--keep", description = "A directory for every history and report.")
  private Optional<Path> keep = Optional.empty();

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) {
    Logging.configure("error", false, "faults");
    System.exit(new CommandLine(new FaultsCommand()).execute(args));
  }

  @Override
  public Integer call() {
    var out = line().getOut();
    if (list) {
      Faults.all().forEach(it -> out.printf("%-27s %s%n", it.name(), it.what()));
      return 0;
    }
    return run(chosen(), out);
  }

  private int run(List<Fault> faults, PrintWriter out) {
    var terms =
        new Matrix.Terms(
            seed.orElseGet(() -> (long) new Random().nextInt(SEEDS)),
            within("--nodes", nodes, NODES_MIN, NODES_MAX),
            Duration.ofSeconds(within("--seconds", seconds, SECONDS_MIN, SECONDS_MAX)));
    out.printf("seed %d, %d nodes, %d s each%n%n", terms.seed(), nodes, seconds);
    out.println(Outcome.heading());
    out.flush();
    try (var matrix = new Matrix(terms, out, new Keeper(keep.map(FROM::resolve)))) {
      faults.forEach(matrix::run);
      out.println();
      out.print(Summary.of(matrix.outcomes()));
      out.printf("%n%s%n", matrix.tally());
      return matrix.tally().exitCode();
    } finally {
      out.flush();
    }
  }

  private List<Fault> chosen() {
    if (all == !names.isEmpty()) throw wrong("Say --all, or one --fault or more");
    if (all) return Faults.all();
    return names.stream()
        .map(name -> Faults.named(name).orElseThrow(() -> wrong("There is no fault " + name)))
        .toList();
  }

  private int within(String option, int value, int min, int max) {
    if (value >= min && value <= max) return value;
    throw wrong("%s is from %d to %d".formatted(option, min, max));
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private ParameterException wrong(String why) {
    return new ParameterException(line(), why + ".");
  }
}
