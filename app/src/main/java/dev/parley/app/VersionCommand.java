package dev.parley.app;

import dev.parley.app.server.Version;
import picocli.CommandLine.Command;

/// `parley version`
@Command(
    name = "version",
    description = "Prints which build this is.",
    customSynopsis = "bin/parley version",
    footer = "  bin/parley version")
final class VersionCommand implements Runnable {

  @Override
  public void run() {
    System.out.println("parley " + Version.text());
  }
}
