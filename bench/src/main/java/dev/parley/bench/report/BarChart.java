package dev.parley.bench.report;

import java.util.List;
import java.util.Locale;

/// Horizontal bars as SVG, in colours that work on a light and on a dark page.
public final class BarChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 150;
  private static final int RIGHT = 90;
  private static final int TOP = 44;
  private static final int ROW = 26;
  private static final int BAR = 16;

  private BarChart() {}

  /// @param text what stands behind the bar
  /// @param ours drawn in the colour that stands out
  public record Bar(String label, double value, String text, boolean ours) {}

  /// A whole SVG document; the longest bar is the greatest value.
  public static String of(String title, List<Bar> bars) {
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    var svg = new StringBuilder();
    int height = TOP + ROW * bars.size() + 12;
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2937 }
            .title { font-weight: 600; font-size: 15px }
            .bar { fill: #94a3b8 } .ours { fill: #0f766e }
            @media (prefers-color-scheme: dark) {
            text { fill: #e5e7eb } .bar { fill: #64748b } .ours { fill: #2dd4bf }
            }
            </style>
            <text class="title" x="8" y="24">%s</text>
            """,
            WIDTH,
            height,
            WIDTH,
            height,
            escaped(title),
            escaped(title)));
    for (int i = 0; i < bars.size(); i++) row(svg, bars.get(i), TOP + ROW * i, most);
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Bar bar, int y, double most) {
    double length = Math.max(1, (WIDTH - LEFT - RIGHT) * bar.value / most);
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <text x="%d" y="%d" text-anchor="end">%s</text>
            <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>
            <text x="%.1f" y="%d">%s</text>
            """,
            LEFT - 8,
            y + 13,
            escaped(bar.label),
            bar.ours ? "ours" : "bar",
            LEFT,
            y,
            length,
            BAR,
            LEFT + length + 6,
            y + 13,
            escaped(bar.text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
