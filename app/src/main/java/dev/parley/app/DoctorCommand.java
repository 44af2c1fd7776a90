package dev.parley.app;

import dev.parley.platform.config.Config;
import java.util.ArrayList;
import picocli.CommandLine.Command;

/// `parley doctor`
@Command(
    name = "doctor",
    description = "Looks at the machine, the database and Redis, and says what to do.")
final class DoctorCommand extends ConfiguredCommand {
  DoctorCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  int run(Config config) {
    var findings = new ArrayList<Finding>();
    findings.addAll(new MachineDoctor(config).look());
    findings.addAll(new DatabaseDoctor(config).look());
    findings.addAll(new RedisDoctor(config).look());
    for (var finding : findings) System.out.println(finding);
    boolean ill = findings.stream().anyMatch(found -> found.level() == Finding.Level.FAIL);
    return ill ? ExitCode.REFUSED : ExitCode.OK;
  }
}
