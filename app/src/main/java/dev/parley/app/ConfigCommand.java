package dev.parley.app;

import dev.parley.app.server.Preflight;
import dev.parley.platform.config.Config;
import dev.parley.platform.config.ConfigDocs;
import java.util.List;
import picocli.CommandLine.Command;

/// `parley config …`
@Command(
    name = "config",
    description = "Looks at the configuration.",
    synopsisSubcommandLabel = "<command>")
final class ConfigCommand {

  /// Reads what a server started the same way would read.
  @Command(
      name = "check",
      description = "Reads the configuration and tells every mistake.",
      customSynopsis = "bin/parley config check [options]",
      footer = "  bin/parley config check --config parley.properties")
  static final class Check extends ConfiguredCommand {
    Check(ConfigOptions options) {
      super(options);
    }

    @Override
    List<String> mistakes(Config config) {
      return Preflight.mistakes(config);
    }

    @Override
    int run(Config config) {
      System.out.println("The configuration can be used. " + nodes(config.stores().bus()));
      return ExitCode.OK;
    }

    private static String nodes(Config.Bus bus) {
      return switch (bus) {
        case Config.Bus.InProcess _ -> "This node is alone.";
        case Config.Bus.Redis(var address) ->
            "Nodes meet at the Redis %s %s."
                .formatted(address.cluster() ? "cluster" : "server", address);
      };
    }
  }

  /// The reference that docs/configuration.md is made from.
  @Command(
      name = "docs",
      description = "Prints every key with its default and meaning.",
      customSynopsis = "bin/parley config docs",
      footer = "  bin/parley config docs")
  static final class Docs implements Runnable {
    @Override
    public void run() {
      System.out.print(ConfigDocs.markdown());
    }
  }
}
