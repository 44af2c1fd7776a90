package dev.parley.bench.documents;

import static java.util.Map.entry;

import dev.parley.bench.documents.Goal.AtLeast;
import dev.parley.bench.documents.Goal.AtMost;
import dev.parley.bench.documents.Goal.Times;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The goals of the document engine, in processor time against Yjs in the same run.
public final class DocumentGoals {
  /// Of everything by its name, save the suite.
  private static final Map<String, Goal> ALL =
      Map.ofEntries(
          entry("B4 replay", new Times(6)),
          entry("B4 remote apply", new Times(7)),
          entry("B4 load V1", new Times(2)),
          entry("B4 load V2", new Times(2)),
          entry("B4 load V1, cold", new Times(10)),
          entry("B4 load V2, cold", new Times(10)),
          entry("B4 encode V1", new Times(3)),
          entry("B4 encode V2", new Times(3)),
          entry("B4 heap of a document", new Times(2)),
          entry("heap of a document of 100 kB", new Times(2)),
          entry("B4 20,000 random inserts", new Times(8)),
          entry("merge of 20,000 updates", new AtMost(60)),
          entry("merged 20,000 updates", new AtMost(30_000)),
          entry("1,540 clients", new Times(10)),
          entry("state vector of stored V1", new AtLeast(300)));

  /// No case of the suite is slower than with Yjs.
  private static final Pattern SUITE = Pattern.compile("B[123]\\.\\d+ (time|encode|parse)");

  private DocumentGoals() {}

  /// The goal for what has this name, if there is one.
  public static Optional<Goal> of(String name) {
    if (SUITE.matcher(name).matches()) return Optional.of(new Times(1));
    return Optional.ofNullable(ALL.get(name));
  }
}
