package dev.parley.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keeps a run among the documents: its results, a page of tables, and charts.
public final class Keeping {
  private static final String PARLEY = "parley";

  private final Path folder;

  /// @param folder where all runs are kept
  public Keeping(Path folder) {
    this.folder = folder;
  }

  /// Answers the page that was written.
  public Path keep(List<Result> results) {
    var run = new Comparison(results);
    var name = run.times().getFirst().replaceAll("[^0-9T]", "").substring(0, 13);
    var place = folder.resolve("results").resolve(name);
    try {
      Files.createDirectories(place);
      var file = place.resolve("results.jsonl");
      Files.deleteIfExists(file);
      var kept = new ResultFile(file);
      results.forEach(kept::add);
      var charts = charts(run, place);
      var page = place.resolve("README.md");
      Files.writeString(page, String.join("\n", page(run, results, charts)) + "\n");
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> charts(Comparison run, Path place) throws IOException {
    var charts = new ArrayList<String>();
    for (var scenario : run.scenarios()) {
      var bars = bars(run, scenario);
      if (bars.size() < 2) continue;
      var title = scenario + ": " + run.measure(scenario).unit();
      Files.writeString(place.resolve(scenario + ".svg"), BarChart.of(title, bars));
      charts.add("![" + title + "](" + scenario + ".svg)");
    }
    return charts;
  }

  private static List<BarChart.Bar> bars(Comparison run, String scenario) {
    var bars = new ArrayList<BarChart.Bar>();
    for (var column : run.columns()) {
      run.value(scenario, column)
          .ifPresent(value ->
              bars.add(
                  new BarChart.Bar(
                      column,
                      value,
                      Goals.thousands(value) + (run.clean(scenario, column) ? "" : " *"),
                      column.startsWith(PARLEY))));
    }
    return bars;
  }

  private static List<String> page(Comparison run, List<Result> results, List<String> charts) {
    var stamp = results.getFirst().stamp();
    var lines = new ArrayList<String>();
    lines.add("# Measured on " + stamp.at().substring(0, 10));
    lines.add("");
    lines.add(
        "`%s` at `%s`, from %s to %s.  "
            .formatted(
                stamp.command(), stamp.commit(), run.times().getFirst(), run.times().getLast()));
    lines.add(
        "%s; the greatest load average before a scenario was %.1f."
            .formatted(stamp.machine(), run.load()));
    lines.add(
        "The middle of the repetitions; all of them are in [results.jsonl](results.jsonl). What the scenarios are is in [the guide](../../README.md).");
    Page.section(lines, "Goals", Tables.goals(run));
    Page.section(lines, "Work", Tables.work(run));
    Tables.footnote(run).ifPresent(note -> lines.addAll(List.of("", note)));
    Page.section(lines, "Latency of deliveries", Tables.deliveries(run));
    Page.section(lines, "Persisted sends", Tables.sends(run));
    Page.section(lines, "Bytes of an idle connection", Tables.memory(run));
    Page.section(
        lines, "Charts", charts.isEmpty() ? List.of() : List.of(String.join("\n\n", charts)));
    return lines;
  }
}
