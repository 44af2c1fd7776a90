package dev.parley.app;

import dev.parley.app.doctor.Doctor;
import dev.parley.app.doctor.Finding;
import dev.parley.platform.config.Config;
import picocli.CommandLine.Command;

/// `parley doctor`
@Command(
    name = "doctor",
    description = "Looks at the machine, the database and Redis, and says what to do.",
    customSynopsis = "bin/parley doctor [options]",
    footer = "  bin/parley doctor --data /var/lib/parley")
final class DoctorCommand extends ConfiguredCommand {
  DoctorCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  int run(Config config) {
    var findings = Doctor.look(config);
    findings.forEach(System.out::println);
    if (findings.stream().anyMatch(Finding::failed)) return ExitCode.REFUSED;
    boolean absent = findings.stream().anyMatch(Finding::absent);
    return absent ? ExitCode.UNAVAILABLE : ExitCode.OK;
  }
}
