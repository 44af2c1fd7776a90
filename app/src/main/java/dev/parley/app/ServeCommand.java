package dev.parley.app;

import dev.parley.app.server.Parley;
import dev.parley.app.server.Preflight;
import dev.parley.platform.config.Config;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `parley serve`
@Command(
    name = "serve",
    description = "Runs the server until it is told to stop, and drains then.",
    customSynopsis = "bin/parley serve [options]",
    footer = "  bin/parley serve --port 9000 --data /var/lib/parley")
final class ServeCommand extends ConfiguredCommand {
  ServeCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  List<String> mistakes(Config config) {
    return Preflight.mistakes(config);
  }

  @Override
  int run(Config config) throws InterruptedException {
    Running.setUpLog(config);
    return Running.untilStopped(Parley.start(config, Optional.empty()), "");
  }
}
