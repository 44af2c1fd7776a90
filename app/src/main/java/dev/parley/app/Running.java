package dev.parley.app;

import dev.parley.app.server.Parley;
import dev.parley.platform.config.Config;
import dev.parley.platform.telemetry.Logging;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A server in the foreground: runs until the process is told to stop, and drains then.
final class Running {
  private Running() {}

  static void setUpLog(Config config) {
    boolean forPeople =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    var level = config.node().logLevel().name().toLowerCase(Locale.ROOT);
    Logging.configure(level, forPeople, config.node().id());
  }

  /// Says on stdout, in one line, that it takes traffic; then what else there is to say.
  static int untilStopped(Parley parley, String more) throws InterruptedException {
    var stop = Thread.ofPlatform().name("shutdown").unstarted(() -> stop(parley));
    Runtime.getRuntime().addShutdownHook(stop);
    System.out.println("parley ready on " + parley.url());
    System.out.print(more);
    System.out.flush();
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private static void stop(Parley parley) {
    parley.close();
    // Told to stop, it stopped: without this the JVM would answer 143.
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
