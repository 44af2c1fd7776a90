package dev.parley.app;

import dev.parley.platform.config.Config;
import dev.parley.platform.config.ConfigDocs;
import dev.parley.platform.config.ConfigReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Gives a command one option for every key of the configuration, and reads the whole.
final class ConfigOptions {
  private final Map<String, String> flags = new HashMap<>();

  /// Adds the options to a command; what it is given is kept here.
  void addTo(CommandSpec command) {
    add(command, ConfigReader.FILE, "A file of key=value lines.");
    ConfigDocs.meanings().forEach((key, meaning) -> add(command, key, meaning.replace("`", "")));
  }

  private void add(CommandSpec command, String key, String meaning) {
    command.addOption(
        OptionSpec.builder("--" + key)
            .paramLabel("<value>")
            .type(String.class)
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
