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

  /// Of each thing that was measured once: all of it. Of what was measured in many trials: one in
  /// which it was missed, or else could not be measured, or the last.
  private static Map<String, Row> rows(List<Outcome> outcomes, Law law) {
    var rows = new LinkedHashMap<String, Row>();
    for (var outcome : outcomes) {
      for (var finding : outcome.findings()) {
        if (finding.law() != law) continue;
        var row = new Row(outcome.fault().name(), finding);
        rows.merge(finding.what(), row, Summary::worse);
      }
    }
    return rows;
  }

  private static Row worse(Row before, Row now) {
    return before.finding.fate().compareTo(now.finding.fate()) > 0 ? before : now;
  }

  private static String line(String what, Row row) {
    return "   %-44s %-24s %-12s  %s%n"
        .formatted(what, row.finding.measured(), row.finding.verdict(), row.fault);
  }
}
