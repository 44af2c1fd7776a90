package dev.parley.bench.documents;

import dev.parley.bench.report.BarChart;
import dev.parley.bench.report.Page;
import dev.parley.bench.report.Result;
import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Keeps a run among the documents: all that was read, a page of tables, and charts.
///
/// @param folder where all runs are kept
/// @param rule how it was measured, in a sentence
public record DocumentKeeping(Path folder, Result.Stamp stamp, String rule) {

  /// Answers the page that was written.
  public Path keep(List<Found> found) throws IOException {
    var name = stamp.at().replaceAll("[^0-9T]", "").substring(0, 13) + "-crdt";
    var place = folder.resolve("results").resolve(name);
    Files.createDirectories(place);
    Files.write(place.resolve("results.jsonl"), found.stream().map(Json::write).toList());
    var run = new SideBySide(found);
    var charts = charts(run, place);
    var page = place.resolve("README.md");
    Files.writeString(page, String.join("\n", page(run, charts)) + "\n");
    return page;
  }

  private static List<String> charts(SideBySide run, Path place) throws IOException {
    var charts = new ArrayList<String>();
    chart(run, place, "paper", run.names(), charts);
    for (var what : List.of("time", "encode", "parse")) {
      chart(run, place, what, run.cases().stream().map(it -> it + " " + what).toList(), charts);
    }
    return charts;
  }

  private static void chart(
      SideBySide run, Path place, String file, List<String> names, List<String> charts)
      throws IOException {
    var bars = new ArrayList<BarChart.Bar>();
    for (var name : names) {
      if (DocumentGoals.of(name).isEmpty()) continue;
      run.ratio(name)
          .ifPresent(ratio ->
              bars.add(
                  new BarChart.Bar(
                      shortened(name), ratio, DocumentTables.times(ratio), ratio >= 1)));
    }
    if (bars.isEmpty()) return;
    var title = "How many times Yjs's " + (file.equals("paper") ? "cost" : file) + " ours is";
    Files.writeString(place.resolve(file + ".svg"), BarChart.of(title, bars));
    charts.add("![" + title + "](" + file + ".svg)");
  }

  private static String shortened(String name) {
    return name.replaceAll(" (time|encode|parse)$", "")
        .replace(" of a document of", ",")
        .replace(" of a document", "")
        .replace("state vector of stored", "state vector")
        .replace(" of 20,000 updates", "")
        .replace(" 20,000 updates", ", bytes")
        .replace("20,000 random ", "");
  }

  private List<String> page(SideBySide run, List<String> charts) {
    var lines = new ArrayList<String>();
    lines.add("# Documents, measured on " + stamp.at().substring(0, 10));
    lines.add("");
    lines.add(
        "`%s` at `%s`, begun at %s.  ".formatted(stamp.command(), stamp.commit(), stamp.at()));
    lines.add("%s; load average before: %.1f.".formatted(stamp.machine(), stamp.loadBefore()));
    lines.add(rule);
    lines.add(
        "All rounds are in [results.jsonl](results.jsonl); what the cases are is in [the guide](../../crdt.md).");
    for (var fact : run.differences()) lines.addAll(List.of("", "**Not equal:** " + fact + "."));
    Page.section(lines, "B4 and what a server does", DocumentTables.goals(run));
    Page.section(lines, "B1 to B3", DocumentTables.suite(run));
    Page.section(
        lines, "Charts", charts.isEmpty() ? List.of() : List.of(String.join("\n\n", charts)));
    return lines;
  }
}
