package dev.parley.platform.config;

/// The reference of all settings, made from the same list that the reader uses.
public final class ConfigDocs {
  private ConfigDocs() {}

  /// A Markdown table, one row for a setting.
  public static String markdown() {
    var text = new StringBuilder("| setting | variable | default | meaning |\n|---|---|---|---|\n");
    for (var key : Key.values()) {
      text.append("| `").append(key.label()).append("` | `").append(key.variable()).append("` | ");
      text.append(key.otherwise().isEmpty() ? "" : "`" + key.otherwise() + "`");
      text.append(" | ").append(key.meaning()).append(key.secret() ? " (secret)" : "");
      text.append(" |\n");
    }
    return text.toString();
  }
}
