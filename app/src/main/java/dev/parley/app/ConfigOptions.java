package dev.parley.app;

import dev.parley.platform.config.Config;
import dev.parley.platform.config.ConfigDocs;
import dev.parley.platform.config.ConfigReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Gives a command one option for every key of the configuration, and reads the whole.
final class ConfigOptions {
  private final Map<String, String> flags = new HashMap<>();

  /// What a command that serves nobody is told most often; its help shows these alone.
  private static final Set<String> SHOWN =
      Set.of(
          "data", "database-url", "database-user", "database-password", "public-url", "log-level");

  /// What such a command does not take, since people's roles are another thing.
  private static final String NODE_ROLE = "role";

  private final boolean forServer;

  /// @param forServer whether the command is about a server, and so about every key
  ConfigOptions(boolean forServer) {
    this.forServer = forServer;
  }

  /// Adds the options to a command; what it is given is kept here.
  void addTo(CommandSpec command) {
    add(command, ConfigReader.FILE, "A file of key=value lines.", false);
    ConfigDocs.meanings()
        .forEach((key, meaning) -> {
          if (!forServer && key.equals(NODE_ROLE)) return;
          boolean hidden = !forServer && !SHOWN.contains(key);
          add(command, key, meaning.replace("`", ""), hidden);
        });
  }

  private void add(CommandSpec command, String key, String meaning, boolean hidden) {
    command.addOption(
        OptionSpec.builder("--" + key)
            .paramLabel("<value>")
            .type(String.class)
            .hidden(hidden)
            .description(meaning.replace("%", "%%"))
            .setter(
                new picocli.CommandLine.Model.ISetter() {
                  @Override
                  public <T> T set(T value) {
                    if (value != null) flags.put(key, value.toString());
                    return value;
                  }
                })
            .build());
  }

  /// A flag that holds unless the command line or the environment says otherwise.
  void otherwise(String key, String value) {
    var variable = "PARLEY_" + key.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    if (!System.getenv().containsKey(variable)) flags.putIfAbsent(key, value);
  }

  /// Throws `ConfigMistakes` with all of them.
  ///
  /// @param looks gives those that only show on this machine
  Config read(Function<Config, List<String>> looks) {
    return ConfigReader.read(flags, System.getenv(), looks);
  }
}
