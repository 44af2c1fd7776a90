package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.ToDoubleFunction;

/// Results of one run side by side: a row a scenario, a column a server, the middle of the
/// repetitions in each place.
public final class Comparison {
  /// How Parley is called where a scenario's events were durable messages.
  public static final String MESSAGES = "parley, messages";

  private static final String PARLEY = "parley";

  private final Map<String, Map<String, List<Result>>> rows = new LinkedHashMap<>();
  private final SequencedSet<String> columns = new LinkedHashSet<>();

  public Comparison(List<Result> results) {
    for (var result : results) {
      var column = column(result);
      columns.add(column);
      rows.computeIfAbsent(result.scenario(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(column, _ -> new ArrayList<>())
          .add(result);
    }
  }

  private static String column(Result result) {
    boolean durable = result.publish().equals("message");
    return result.server().equals(PARLEY) && durable ? MESSAGES : result.server();
  }

  public SequencedSet<String> scenarios() {
    return new LinkedHashSet<>(rows.keySet());
  }

  /// The scenarios that are about this.
  public List<String> scenarios(Measure measure) {
    return rows.keySet().stream().filter(scenario -> measure(scenario) == measure).toList();
  }

  public SequencedSet<String> columns() {
    return columns;
  }

  public Measure measure(String scenario) {
    return rows.getOrDefault(scenario, Map.of()).values().iterator().next().getFirst().measure();
  }

  /// The repetitions in one place; none where it was not run.
  public List<Result> at(String scenario, String column) {
    return rows.getOrDefault(scenario, Map.of()).getOrDefault(column, List.of());
  }

  /// The middle of what the scenario is about.
  public Optional<Double> value(String scenario, String column) {
    if (!rows.containsKey(scenario)) return Optional.empty();
    return middle(scenario, column, measure(scenario)::of);
  }

  /// The middle of something over the repetitions.
  public Optional<Double> middle(String scenario, String column, ToDoubleFunction<Result> what) {
    var values = at(scenario, column).stream().mapToDouble(what).sorted().toArray();
    if (values.length == 0) return Optional.empty();
    int half = values.length / 2;
    return Optional.of(
        values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
  }

  /// The least and the greatest, where there is more than one.
  public Optional<double[]> spread(String scenario, String column) {
    var results = at(scenario, column);
    if (results.size() < 2) return Optional.empty();
    var values = results.stream().mapToDouble(measure(scenario)::of).sorted().toArray();
    return Optional.of(new double[] {values[0], values[values.length - 1]});
  }

  /// How many times the other's value ours is.
  public Optional<Double> ratio(String scenario, String ours, String other) {
    return value(scenario, ours)
        .flatMap(mine -> value(scenario, other).filter(theirs -> theirs > 0).map(it -> mine / it));
  }

  /// Whether every repetition proves what it should, on either side.
  public boolean clean(String scenario, String column) {
    return at(scenario, column).stream().allMatch(result -> result.faults().none());
  }

  /// Whether every repetition of the scenario proves what it should, on every side.
  public boolean clean(String scenario) {
    return columns.stream().allMatch(column -> clean(scenario, column));
  }

  /// What else the machine did: the greatest load average before a run.
  public double load() {
    return rows.values().stream()
        .flatMap(row -> row.values().stream())
        .flatMap(List::stream)
        .map(Result::stamp)
        .mapToDouble(Result.Stamp::loadBefore)
        .max()
        .orElse(0);
  }

  /// When the first and the last began.
  public List<String> times() {
    var times =
        rows.values().stream()
            .flatMap(row -> row.values().stream())
            .flatMap(List::stream)
            .map(result -> result.stamp().at())
            .sorted(Comparator.naturalOrder())
            .toArray(String[]::new);
    return Arrays.asList(times[0], times[times.length - 1]);
  }
}
