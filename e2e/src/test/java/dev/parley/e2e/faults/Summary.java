package dev.parley.e2e.faults;

import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run found of each promise that names a time.
final class Summary {
  private Summary() {}

  private record Row(String fault, Finding finding) {}

  static String of(List<Outcome> outcomes) {
    var text = new StringBuilder();
    for (var law : Law.values()) {
      text.append("%s %s%n".formatted(law, law.demand()));
      var rows = rows(outcomes, law);
      if (rows.isEmpty()) text.append("   not measured\n");
      rows.forEach((what, row) -> text.append(line(what, row)));
    }
    return text.toString();
  }

  /// Of each thing that was measured once: all of it. Of what was measured in many trials: a trial
  /// in which it was missed, or the last.
  private static Map<String, Row> rows(List<Outcome> outcomes, Law law) {
    var rows = new LinkedHashMap<String, Row>();
    for (var outcome : outcomes) {
      for (var finding : outcome.findings()) {
        if (finding.law() != law) continue;
        var row = new Row(outcome.fault().name(), finding);
        rows.merge(finding.what(), row, (before, now) -> before.finding.kept() ? now : before);
      }
    }
    return rows;
  }

  private static String line(String what, Row row) {
    var verdict = row.finding.kept() ? "kept" : row.finding.strict() ? "MISSED" : "missed";
    return "   %-44s %-24s %-6s  %s%n".formatted(what, row.finding.measured(), verdict, row.fault);
  }
}
