package dev.parley.app;

import dev.parley.platform.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley tenant …`
@Command(
    name = "tenant",
    description = "Looks after tenants.",
    synopsisSubcommandLabel = "<command>")
final class TenantCommand {

  /// Makes a tenant.
  @Command(
      name = "create",
      description = "Makes a tenant.",
      customSynopsis = "bin/parley tenant create <slug> [options]",
      footer = "  bin/parley tenant create acme --name \"Acme Inc.\"")
  static final class Create extends ConfiguredCommand {
    @Parameters(paramLabel = "<slug>", description = "Its short name: a-z, 0-9 and dashes.")
    private String slug = "";

    @Option(names = "--name", description = "Its full name; unset, the short one.")
    private String name = "";

    Create(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var directory = Directory.open(config)) {
        var tenant = directory.tenants().create(slug, name.isBlank() ? slug : name);
        System.out.println(tenant.id());
        return ExitCode.OK;
      }
    }
  }
}
