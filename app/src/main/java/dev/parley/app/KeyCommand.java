package dev.parley.app;

import dev.parley.app.server.KeyCheck;
import dev.parley.app.server.Preflight;
import dev.parley.app.server.Storage;
import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import dev.parley.platform.postgres.embedded.RunningServer;
import dev.parley.protocol.Problem;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `parley key …`
@Command(
    name = "key",
    description = "Looks after the master key.",
    synopsisSubcommandLabel = "<command>")
final class KeyCommand {

  /// Another master key, where the one before is lost or known to others.
  @Command(
      name = "replace",
      description = {
        "Puts another master key in the place of one that is lost for good or known to others.",
        "Takes the one that is set, or that of the data directory; makes one if there is none.",
        "Stop every node first, and give all of them the new key."
      },
      customSynopsis = "bin/parley key replace --yes [options]",
      footer = "  bin/parley key replace --yes --data /var/lib/parley")
  static final class Replace extends ConfiguredCommand {
    @Option(
        names = "--yes",
        required = true,
        description = {
          "Yes: all access tokens end, so clients fetch new ones;",
          "answers kept for repeated requests are forgotten."
        })
    private boolean yes;

    Replace(ConfigOptions options) {
      super(options);
    }

    @Override
    List<String> mistakes(Config config) {
      return Preflight.keyMistakes(config);
    }

    @Override
    int run(Config config) {
      if (!yes) throw new Problem.Conflict("Nothing is replaced without --yes").refused();
      requireStopped(config);
      try (var storage = Storage.attach(config);
          var database = PostgresDatabase.open(storage.address(), PoolSizes.SMALL)) {
        var check = new KeyCheck(config, database);
        check.replace();
        System.out.printf(
            "%s is the master key of this database now. Access tokens from before are void.%n",
            check.named());
        return ExitCode.OK;
      }
    }

    /// A server that runs goes on sealing under the key that it has.
    private static void requireStopped(Config config) {
      if (!(config.stores().database() instanceof Config.Database.Embedded)) return;
      if (RunningServer.find(Storage.directory(config)).isEmpty()) return;
      throw new Problem.Conflict("A server runs on these data: stop it first").refused();
    }
  }
}
