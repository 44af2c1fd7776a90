package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// A run as Markdown tables, which are legible in a terminal as well.
public final class Tables {
  private static final String PARLEY = "parley";
  private static final String NOT_RUN = "";

  private Tables() {}

  /// What a CPU-second was worth, with how many times each peer's value ours is.
  public static List<String> work(Comparison run) {
    var scenarios = new ArrayList<String>();
    for (var measure : List.of(Measure.DELIVERIES, Measure.ANSWERS, Measure.CONNECTIONS)) {
      scenarios.addAll(run.scenarios(measure));
    }
    return table(
        run, "per CPU-second", scenarios, (scenario, column) -> work(run, scenario, column));
  }

  private static String work(Comparison run, String scenario, String column) {
    return run.value(scenario, column)
        .map(value -> {
          var cell = new StringBuilder(Goals.thousands(value));
          if (!column.startsWith(PARLEY)) {
            run.ratio(scenario, PARLEY, column)
                .ifPresent(ratio -> cell.append(" (").append(Goals.times(ratio)).append("x)"));
          }
          if (!run.clean(scenario, column)) cell.append(" *");
          return cell.toString();
        })
        .orElse(NOT_RUN);
  }

  /// How long deliveries took, p95 and p99.
  public static List<String> deliveries(Comparison run) {
    return table(
        run,
        "delivery p95 / p99",
        run.scenarios(Measure.DELIVERIES),
        (scenario, column) ->
            times(
                run,
                scenario,
                column,
                result -> result.times().delivery().p95(),
                result -> result.times().delivery().p99()));
  }

  private static String times(
      Comparison run,
      String scenario,
      String column,
      ToDoubleFunction<Result> first,
      ToDoubleFunction<Result> second) {
    var from = run.middle(scenario, column, first);
    var to = run.middle(scenario, column, second);
    return from.isEmpty() ? NOT_RUN : Lines.time(from.get()) + " / " + Lines.time(to.orElse(0.0));
  }

  /// Persisted sends: rate, where the processor went, how long the answers took.
  public static List<String> sends(Comparison run) {
    var lines = new ArrayList<String>();
    var scenarios = run.scenarios(Measure.SENDS);
    if (scenarios.isEmpty()) return lines;
    lines.add(
        "| scenario | sends a second | µs of CPU a send: Parley, PostgreSQL | answer p50 | p95 | p99 |");
    lines.add("|---|--:|--:|--:|--:|--:|");
    for (var scenario : scenarios) {
      lines.add(
          "| %s | %s | %s, %s | %s | %s | %s |"
              .formatted(
                  scenario,
                  Goals.thousands(run.value(scenario, PARLEY).orElse(0.0)),
                  micros(run, scenario, "java"),
                  micros(run, scenario, "postgres"),
                  answer(run, scenario, result -> result.times().answer().p50()),
                  answer(run, scenario, result -> result.times().answer().p95()),
                  answer(run, scenario, result -> result.times().answer().p99())));
    }
    return lines;
  }

  private static String micros(Comparison run, String scenario, String program) {
    return run.middle(
            scenario,
            PARLEY,
            result ->
                1e6
                    * result.cpuSeconds().getOrDefault(program, 0.0)
                    / Math.max(1, result.traffic().answers()))
        .map("%.1f"::formatted)
        .orElse(NOT_RUN);
  }

  private static String answer(Comparison run, String scenario, ToDoubleFunction<Result> what) {
    return run.middle(scenario, PARLEY, what).map(Lines::time).orElse(NOT_RUN);
  }

  /// Bytes of a connection that does nothing.
  public static List<String> memory(Comparison run) {
    var lines = new ArrayList<String>();
    if (run.scenarios(Measure.MEMORY).isEmpty()) return lines;
    lines.add("| server | process | live heap | kernel, both ends |");
    lines.add("|---|--:|--:|--:|");
    for (var column : run.columns()) {
      if (run.at("idle", column).isEmpty()) continue;
      Function<ToDoubleFunction<Result.Memory>, String> cell =
          what ->
              run.middle("idle", column, result -> what.applyAsDouble(result.memory()))
                  .filter(bytes -> bytes > 0)
                  .map("%,.0f"::formatted)
                  .orElse(NOT_RUN);
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  column,
                  cell.apply(Result.Memory::rss),
                  cell.apply(Result.Memory::liveHeap),
                  cell.apply(Result.Memory::kernel)));
    }
    return lines;
  }

  /// Each goal, and whether it was reached.
  public static List<String> goals(Comparison run) {
    var lines = new ArrayList<String>();
    lines.add("| scenario | goal | aim beyond it | measured | |");
    lines.add("|---|---|---|--:|---|");
    for (var one : Goals.of(run)) {
      var word = run.clean(one.scenario()) ? word(one) : "not proven *";
      lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(one.scenario(), one.goal(), one.aim(), one.reached(), word));
    }
    return lines;
  }

  private static String word(Goals.Verdict one) {
    if (!one.kept()) return "missed";
    return one.aim().isEmpty() || !one.aimKept() ? "reached" : "beyond";
  }

  private interface Place {
    String text(String scenario, String column);
  }

  private static List<String> table(
      Comparison run, String corner, List<String> scenarios, Place place) {
    var lines = new ArrayList<String>();
    if (scenarios.isEmpty()) return lines;
    var columns =
        run.columns().stream()
            .filter(column -> scenarios.stream().anyMatch(it -> !run.at(it, column).isEmpty()))
            .toList();
    lines.add("| " + corner + " | " + String.join(" | ", columns) + " |");
    lines.add("|---|" + "--:|".repeat(columns.size()));
    for (var scenario : scenarios) {
      lines.add(
          columns.stream()
              .map(column -> place.text(scenario, column))
              .collect(Collectors.joining(" | ", "| " + scenario + " | ", " |")));
    }
    return lines;
  }

  /// What a number with a star means, where there is one.
  public static Optional<String> footnote(Comparison run) {
    boolean any =
        run.scenarios().stream()
            .anyMatch(scenario ->
                run.columns().stream().anyMatch(column -> !run.clean(scenario, column)));
    return any
        ? Optional.of(
            "\\* Something was late, lost, refused or closed in one of the repetitions: see the results.")
        : Optional.empty();
  }
}
