package dev.parley.app;

import dev.parley.app.server.Storage;
import dev.parley.features.messages.VerifySeq;
import dev.parley.features.tenants.Tenants;
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
  @Command(name = "seq", description = "Checks that no conversation misses a message.")
  static final class Seq extends ConfiguredCommand {
    Seq(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var storage = Storage.attach(config);
          var database = PostgresDatabase.open(storage.address(), PoolSizes.SMALL)) {
        boolean sound = true;
        for (var tenant : new Tenants(database).all()) {
          var report = new VerifySeq(database).check(tenant.id());
          System.out.printf(
              "%s: %d conversations, %d messages, %d faults%n",
              tenant.slug(), report.conversations(), report.messages(), report.faults().size());
          for (var fault : report.faults()) {
            System.out.println("  " + fault.conversation() + ": " + fault.what());
          }
          sound &= report.sound();
        }
        return sound ? ExitCode.OK : ExitCode.REFUSED;
      }
    }
  }
}
