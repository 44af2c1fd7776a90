package dev.parley.app;

import dev.parley.app.demo.Demo;
import dev.parley.app.server.Parley;
import dev.parley.app.server.Preflight;
import dev.parley.platform.config.Config;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `parley demo`
@Command(
    name = "demo",
    description = "Runs the server with people and talk in it, for this machine alone.",
    customSynopsis = "bin/parley demo [options]",
    footer = "  bin/parley demo --port 9000")
final class DemoCommand extends ConfiguredCommand {
  DemoCommand(ConfigOptions options) {
    super(options);
    options.otherwise("data", ".parley/demo");
    // Everyone may read the demo's password.
    options.otherwise("host", "127.0.0.1");
    options.otherwise("log-level", "warn");
  }

  @Override
  List<String> mistakes(Config config) {
    return Preflight.mistakes(config);
  }

  @Override
  int run(Config config) throws InterruptedException {
    Running.setUpLog(config);
    return Running.untilStopped(Parley.start(config, Optional.of(new Demo())), GREETING);
  }

  private static final String GREETING =
      """
        tenant    %s
        sign in   %s, or as anyone else on the sign-in page
        password  %s
      Ctrl-C stops. The data stay for the next time.
      """
          .formatted(Demo.TENANT, Demo.email(Demo.HOST), Demo.PASSWORD);
}
