package dev.parley.bench.documents;

import dev.parley.bench.workload.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A run as Markdown tables, which are legible in a terminal as well.
public final class DocumentTables {
  private static final String NOT_RUN = "";
  private static final List<String> TIMES = List.of("time", "encode", "parse");

  private DocumentTables() {}

  /// Everything besides the suite, with its goal.
  public static List<String> goals(SideBySide run) {
    var lines = new ArrayList<String>();
    if (run.names().isEmpty()) return lines;
    lines.add("| case | Parley | Yjs | ratio | goal | |");
    lines.add("|---|--:|--:|--:|--:|---|");
    for (var name : run.names()) {
      var goal = DocumentGoals.of(name);
      var unit = run.unit(name);
      lines.add(
          "| %s | %s | %s | %s | %s | %s |"
              .formatted(
                  name,
                  text(unit, run.middle(name, Side.PARLEY)),
                  text(unit, run.middle(name, Side.YJS)),
                  run.ratio(name).map(DocumentTables::times).orElse(NOT_RUN),
                  goal.map(it -> goal(it, unit)).orElse(NOT_RUN),
                  goal.map(it -> word(run, name, it)).orElse(NOT_RUN)));
    }
    return lines;
  }

  /// The suite: sizes, and three times with how many times longer Yjs takes.
  public static List<String> suite(SideBySide run) {
    var lines = new ArrayList<String>();
    if (run.cases().isEmpty()) return lines;
    lines.add(
        "| case | update | document | equal | time | Yjs | ratio | encode | Yjs | ratio | parse | Yjs | ratio | |");
    lines.add("|---|--:|--:|---|" + "--:|".repeat(9) + "---|");
    for (var one : run.cases()) {
      var line = new StringBuilder("| " + one + " | ");
      line.append(cell(run, one + " update", Side.PARLEY)).append(" | ");
      line.append(cell(run, one + " document", Side.PARLEY)).append(" | ");
      line.append(run.proven(one + " time") ? "yes" : "no").append(" | ");
      for (var what : TIMES) {
        var name = one + " " + what;
        line.append(cell(run, name, Side.PARLEY)).append(" | ");
        line.append(cell(run, name, Side.YJS)).append(" | ");
        line.append(run.ratio(name).map(DocumentTables::times).orElse(NOT_RUN)).append(" | ");
      }
      lines.add(line + suiteWord(run, one) + " |");
    }
    return lines;
  }

  private static String cell(SideBySide run, String name, Side side) {
    return run.middle(name, side).map(value -> text(run.unit(name), value)).orElse(NOT_RUN);
  }

  private static String suiteWord(SideBySide run, String one) {
    var slower =
        TIMES.stream()
            .filter(what -> run.ratio(one + " " + what).filter(it -> it < 1).isPresent())
            .toList();
    if (!run.proven(one + " time")) return "not proven";
    return slower.isEmpty() ? "reached" : "missed: " + String.join(", ", slower);
  }

  private static String word(SideBySide run, String name, Goal goal) {
    if (!run.proven(name)) return "not proven";
    return goal.reached(run, name).map(it -> it ? "reached" : "missed").orElse("not run");
  }

  private static String goal(Goal goal, Reading.Unit unit) {
    return switch (goal) {
      case Goal.Times it -> times(it.least());
      case Goal.AtMost it -> "at most " + text(unit, it.most());
      case Goal.AtLeast it -> "at least " + text(unit, it.least());
    };
  }

  private static String text(Reading.Unit unit, Optional<Double> value) {
    return value.map(it -> text(unit, it)).orElse(NOT_RUN);
  }

  static String text(Reading.Unit unit, double value) {
    return switch (unit) {
      case MILLIS -> millis(value);
      case BYTES -> String.format(Locale.ROOT, "%,.0f B", value);
      case MEGABYTES -> String.format(Locale.ROOT, "%.2f MB", value);
      case MB_PER_SECOND -> String.format(Locale.ROOT, "%.0f MB/s", value);
      case FACT -> "";
    };
  }

  private static String millis(double value) {
    if (value >= 100) return String.format(Locale.ROOT, "%,.0f ms", value);
    if (value >= 1) return String.format(Locale.ROOT, "%.1f ms", value);
    return String.format(Locale.ROOT, "%.0f µs", 1000 * value);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.1fx" : "%.0fx", ratio);
  }
}
