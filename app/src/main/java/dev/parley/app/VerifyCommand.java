package dev.parley.app;

import dev.parley.app.server.Storage;
import dev.parley.features.messages.VerifySeq;
import dev.parley.features.tenants.Tenants;
import dev.parley.platform.config.Config;
import dev.parley.platform.postgres.PoolSizes;
import dev.parley.platform.postgres.PostgresDatabase;
import java.util.List;
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
      description = "Checks that no conversation misses a message.",
      customSynopsis = "bin/parley verify seq [options]",
      footer = "  bin/parley verify seq --data /var/lib/parley")
  static final class Seq extends ConfiguredCommand {
    Seq(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var storage = Storage.attach(config);
          var database = PostgresDatabase.open(storage.address(), PoolSizes.SMALL)) {
        var total = new VerifySeq.Report(0, 0, List.of());
        var tenants = new Tenants(database).all();
        for (var tenant : tenants) {
          var report = new VerifySeq(database).check(tenant.id());
          print(tenant.slug(), report);
          for (var fault : report.faults()) {
            System.out.println("  " + fault.conversation() + ": " + fault.what());
          }
          total = total.and(report);
        }
        print("all %d tenants".formatted(tenants.size()), total);
        return total.sound() ? ExitCode.OK : ExitCode.REFUSED;
      }
    }

    private static void print(String of, VerifySeq.Report report) {
      System.out.printf(
          "%s: %d conversations, %d messages checked, %d anomalies%n",
          of, report.conversations(), report.messages(), report.faults().size());
    }
  }
}
