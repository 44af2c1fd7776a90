package dev.parley.app;

import dev.parley.features.tenants.Tenant;
import dev.parley.platform.config.Config;
import dev.parley.protocol.Problem;
import picocli.CommandLine.Parameters;

/// A command about one person who is there.
abstract class PersonCommand extends ConfiguredCommand.OfTenant {
  @Parameters(index = "0", paramLabel = "<email>", description = "Their e-mail address.")
  String email = "";

  PersonCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  final int run(Config config) {
    try (var directory = Directory.open(config)) {
      var tenant = directory.tenant(slug);
      if (directory.people().byEmail(tenant.id(), email).isEmpty()) {
        throw new Problem.NotFound("user: " + email).refused();
      }
      System.out.println(carryOut(directory, tenant, JoinLink.of(config, slug)));
      return ExitCode.OK;
    }
  }

  /// Answers what to tell the operator.
  abstract String carryOut(Directory directory, Tenant tenant, JoinLink link);
}
