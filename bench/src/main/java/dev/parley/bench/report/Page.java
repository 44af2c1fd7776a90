package dev.parley.bench.report;

import java.util.List;

/// A kept page in Markdown, line by line.
public final class Page {
  private Page() {}

  /// Appends a part with a title; nothing where there is nothing to say.
  public static void section(List<String> lines, String title, List<String> rest) {
    if (rest.isEmpty()) return;
    lines.addAll(List.of("", "## " + title, ""));
    lines.addAll(rest);
  }
}
