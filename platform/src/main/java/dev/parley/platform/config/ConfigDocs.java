package dev.parley.platform.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The reference of all keys, made from the list that the reader uses.
public final class ConfigDocs {
  private static final String HEAD =
      """
      # Configuration

      A key is given as a flag (`--port 8080`), as a variable (`PARLEY_PORT=8080`) or as
      a line of a file (`port=8080`); the earlier wins. The file is the one that `--config` or
      `PARLEY_CONFIG` names. `bin/parley config check` tells every mistake, with its key.

      | key | variable | values | default | meaning |
      |---|---|---|---|---|
      """;

  private static final String FOOT =
      """

      The scripts in `bin/` read `PARLEY_JDK` (the JDK to use) and `PARLEY_JAVA_OPTS` (more options
      for the JVM). Any other variable that begins with `PARLEY_` is a mistake.
      """;

  private ConfigDocs() {}

  /// A page in Markdown.
  public static String markdown() {
    var page = new StringBuilder(HEAD);
    for (var key : Keys.ALL) {
      var fallback = key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`";
      page.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(key.name(), key.variable(), key.values(), fallback, key.meaning()));
    }
    var secrets = Keys.ALL.stream().filter(Key::secret).map(key -> "`" + key.name() + "`");
    page.append(
        "\nA secret may stand in a file of its own, which `-file` behind its key names, such\n");
    page.append("as `PARLEY_MASTER_KEY_FILE=/run/secrets/master-key`. Secrets are:\n");
    page.append(secrets.collect(Collectors.joining(", ", "", ".\n"))).append(FOOT);
    return page.toString();
  }

  /// The keys, with their meanings, for a usage text.
  public static Map<String, String> meanings() {
    var meanings = new TreeMap<String, String>();
    for (var key : Keys.ALL) meanings.put(key.name(), key.meaning());
    return meanings;
  }
}
