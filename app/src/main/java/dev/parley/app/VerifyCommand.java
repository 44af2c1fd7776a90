package dev.parley.app;

import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import picocli.CommandLine.Command;

/// `parley verify …`
@Command(
    name = "verify",
    description = "Checks that the data keep their promises.",
    synopsisSubcommandLabel = "<command>")
final class VerifyCommand {

  /// Every conversation numbers its messages from 1 without a gap.
  @Command(
      name = "seq",
      description = "Checks that conversations number their messages without a gap.")
  static final class Seq extends ConfiguredCommand {
    Seq(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var storage = Storage.attach(config);
          var database = PostgresDatabase.open(storage.address(), PoolSizes.SMALL)) {
        var store = new SequenceStore(database);
        var gaps = store.gaps();
        gaps.forEach(System.out::println);
        System.out.printf("%d conversations, %d with a gap%n", store.conversations(), gaps.size());
        return gaps.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
      }
    }
  }
}
