package dev.parley.bench;

import dev.parley.platform.telemetry.Logging;
import picocli.CommandLine;

/// The program behind `bin/bench`.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logging.configure("warn", true, "bench");
    var line = new CommandLine(new Bench(args)).addSubcommand(new CrdtBench(args));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(args));
  }
}
