package dev.parley.app;

import dev.parley.platform.config.Config;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// A command that works on an installation, and so takes the whole configuration as options.
abstract class ConfiguredCommand implements Callable<Integer> {
  final ConfigOptions options;

  ConfiguredCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public final Integer call() throws Exception {
    return run(options.read(this::mistakes));
  }

  /// What stands in the way of this command beside what is wrong with single keys.
  List<String> mistakes(Config config) {
    return List.of();
  }

  /// Answers the exit code.
  abstract int run(Config config) throws Exception;

  /// One that is about a tenant, which is named.
  abstract static class OfTenant extends ConfiguredCommand {
    @Option(
        names = "--tenant",
        required = true,
        paramLabel = "<slug>",
        description = "Short name of the tenant.")
    String slug = "";

    OfTenant(ConfigOptions options) {
      super(options);
    }
  }
}
