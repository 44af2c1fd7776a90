package dev.parley.app.doctor;

import dev.parley.platform.config.Config;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything that the server stands on.
public final class Doctor {
  private Doctor() {}

  /// What was found, in the order in which it is worth reading.
  public static List<Finding> look(Config config) {
    var findings = new ArrayList<Finding>();
    findings.addAll(new MachineDoctor(config).look());
    findings.addAll(new DatabaseDoctor(config).look());
    findings.addAll(new RedisDoctor(config).look());
    return findings;
  }
}
