package dev.parley.app;

import dev.parley.features.rollout.RolloutGroup;
import dev.parley.features.rollout.Setting;
import dev.parley.features.rollout.SwitchKey;
import dev.parley.features.rollout.SwitchState;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley switch …`
@Command(
    name = "switch",
    description = "Switches features on and off where a tenant has not done so itself.",
    synopsisSubcommandLabel = "<command>")
final class SwitchCommand {

  /// For whom.
  static final class Whom {
    @Option(names = "--tenant", paramLabel = "<slug>", description = "Short name of the tenant.")
    private Optional<String> slug = Optional.empty();

    @Option(names = "--all", description = "Every tenant that nothing was said for by itself.")
    private boolean all;

    Optional<TenantId> tenant(Directory directory) {
      if (all) return Optional.empty();
      return slug.map(name -> directory.tenant(name).id());
    }

    @Override
    public String toString() {
      return slug.orElse("all tenants");
    }
  }

  /// One that is about somebody.
  abstract static class Sub extends ConfiguredCommand {
    @ArgGroup(multiplicity = "1")
    Whom whom = new Whom();

    Sub(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var directory = Directory.open(config)) {
        carryOut(directory, whom.tenant(directory));
        return ExitCode.OK;
      }
    }

    abstract void carryOut(Directory directory, Optional<TenantId> tenant);
  }

  /// What was said.
  @Command(
      name = "list",
      description = {
        "Lists what operators have said, one feature a line: key, state, groups, percentage,",
        "with tabs. What a tenant's administrators say goes before it."
      },
      customSynopsis = "bin/parley switch list (--tenant <slug> | --all) [options]",
      footer = "  bin/parley switch list --all")
  static final class Listing extends Sub {
    Listing(ConfigOptions options) {
      super(options);
    }

    @Override
    void carryOut(Directory directory, Optional<TenantId> tenant) {
      directory
          .switches()
          .list(tenant)
          .forEach((key, setting) -> System.out.println(line(key, setting)));
    }

    private static String line(SwitchKey key, Setting setting) {
      var groups =
          setting.groups().stream().map(RolloutGroup::label).collect(Collectors.joining(","));
      var percentage = String.format(Locale.ROOT, "%.2f", setting.percentage());
      return String.join("\t", key.value(), setting.state().label(), groups, percentage);
    }
  }

  /// Says it.
  @Command(
      name = "set",
      description = {
        "Says what holds for a feature where a tenant's administrators say nothing.",
        "Running nodes follow within seconds."
      },
      customSynopsis = "bin/parley switch set <key> <state> (--tenant <slug> | --all) [options]",
      footer = "  bin/parley switch set realtime phased --groups internal --percentage 5 --all")
  static final class SetTo extends Sub {
    @Parameters(index = "0", paramLabel = "<key>", description = "The feature, such as realtime.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "<state>", description = "off, on or phased.")
    private SwitchState state = SwitchState.OFF;

    @Option(
        names = "--groups",
        paramLabel = "<group>",
        split = ",",
        description = "internal, beta, general: who has it when phased, each with those before it.")
    private List<RolloutGroup> groups = List.of();

    @Option(
        names = "--percentage",
        paramLabel = "<share>",
        description = "How many percent of everyone else have it when phased.")
    private double percentage;

    SetTo(ConfigOptions options) {
      super(options);
    }

    @Override
    void carryOut(Directory directory, Optional<TenantId> tenant) {
      var setting = new Setting(state, groups, percentage);
      directory.switches().set(tenant, new SwitchKey(key), setting);
      System.out.printf("%s is %s for %s now.%n", key, state.label(), whom);
    }
  }

  /// Takes it back.
  @Command(
      name = "clear",
      description = {
        "Takes back what was said for a feature,",
        "so that what was said for all tenants holds, or what the code says."
      },
      customSynopsis = "bin/parley switch clear <key> (--tenant <slug> | --all) [options]",
      footer = "  bin/parley switch clear realtime --tenant acme")
  static final class Clear extends Sub {
    @Parameters(index = "0", paramLabel = "<key>", description = "The feature, such as realtime.")
    private String key = "";

    Clear(ConfigOptions options) {
      super(options);
    }

    @Override
    void carryOut(Directory directory, Optional<TenantId> tenant) {
      directory.switches().clear(tenant, new SwitchKey(key));
      System.out.printf("Nothing is said for %s of %s any more.%n", key, whom);
    }
  }
}
