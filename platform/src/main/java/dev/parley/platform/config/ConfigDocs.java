package dev.parley.platform.config;

import java.util.Map;
import java.util.TreeMap;

/// The reference of all keys, made from the list that the reader uses.
public final class ConfigDocs {
  private ConfigDocs() {}

  /// A page in Markdown.
  public static String markdown() {
    var page = new StringBuilder();
    page.append("# Configuration\n\n");
    page.append(
        "A key is given as a flag (`--port 8080`), as a variable (`PARLEY_PORT=8080`) or as\n");
    page.append(
        "a line of the file that `--config` names (`port=8080`); the earlier wins. A secret may\n");
    page.append("be read from a file: `PARLEY_MASTER_KEY_FILE=/run/secrets/master-key`.\n\n");
    page.append("| key | variable | default | meaning |\n|---|---|---|---|\n");
    for (var key : Keys.ALL) {
      var fallback = key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`";
      page.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(key.name(), key.variable(), fallback, key.meaning()));
    }
    return page.toString();
  }

  /// The keys, with their meanings, for a usage text.
  public static Map<String, String> meanings() {
    var meanings = new TreeMap<String, String>();
    for (var key : Keys.ALL) meanings.put(key.name(), key.meaning());
    return meanings;
  }
}
