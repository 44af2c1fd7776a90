package dev.parley.app;

import dev.parley.app.server.Storage;
import dev.parley.platform.config.Config;
import picocli.CommandLine.Command;

/// `parley migrate`
@Command(
    name = "migrate",
    description = "Brings the database to the state this build needs.",
    customSynopsis = "bin/parley migrate [options]",
    footer = "  bin/parley migrate --data /var/lib/parley")
final class MigrateCommand extends ConfiguredCommand {
  MigrateCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  int run(Config config) {
    try (var storage = Storage.open(config)) {
      System.out.println("The database is up to date: " + storage.address());
      return ExitCode.OK;
    }
  }
}
