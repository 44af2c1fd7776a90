package dev.parley.app;

import dev.parley.app.server.Unavailable;
import dev.parley.app.server.Version;
import dev.parley.platform.config.ConfigMistakes;
import dev.parley.platform.telemetry.Logging;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: `parley <command>`.
@Command(
    name = "parley",
    description = "Conversations in real time, on your own machine.",
    synopsisSubcommandLabel = "<command>",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    Logging.configure("warn", true, "parley");
    System.exit(execute(args));
  }

  /// Runs a command and answers its exit code.
  static int execute(String... args) {
    return commandLine().execute(args);
  }

  private static CommandLine commandLine() {
    var root = new CommandLine(new Main()).setCommandName("bin/parley");
    serving(root, ServeCommand::new);
    serving(root, DemoCommand::new);
    configured(root, MigrateCommand::new);
    var tenant = group(root, new TenantCommand());
    configured(tenant, TenantCommand.Create::new);
    var user = group(root, new UserCommand());
    configured(user, UserCommand.Create::new);
    configured(user, ImportCommand::new);
    configured(user, UserChanges.Listing::new);
    configured(user, UserChanges.Invite::new);
    configured(user, UserChanges.ResetPassword::new);
    configured(user, UserChanges.ChangeRole::new);
    configured(user, UserChanges.Deactivate::new);
    configured(user, UserChanges.Reactivate::new);
    var switches = group(root, new SwitchCommand());
    configured(switches, SwitchCommand.Listing::new);
    configured(switches, SwitchCommand.SetTo::new);
    configured(switches, SwitchCommand.Clear::new);
    configured(group(root, new KeyCommand()), KeyCommand.Replace::new);
    var config = group(root, new ConfigCommand());
    serving(config, ConfigCommand.Check::new);
    config.addSubcommand(new ConfigCommand.Docs());
    serving(root, DoctorCommand::new);
    configured(group(root, new VerifyCommand()), VerifyCommand.Seq::new);
    root.addSubcommand(new VersionCommand());
    root.addSubcommand(new HelpCommand(root));
    root.setExecutionExceptionHandler((fault, _, _) -> explain(fault));
    root.setParameterExceptionHandler((mistake, _) -> Usage.explain(mistake));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    Usage.equip(root);
    return root;
  }

  private static CommandLine group(CommandLine parent, Object command) {
    var line = new CommandLine(command);
    parent.addSubcommand(line);
    return line;
  }

  /// A command that is about a server, and so about every key of the configuration.
  private static void serving(
      CommandLine parent, Function<ConfigOptions, ConfiguredCommand> command) {
    add(parent, new ConfigOptions(true), command);
  }

  /// A command about what an installation holds.
  private static void configured(
      CommandLine parent, Function<ConfigOptions, ConfiguredCommand> command) {
    add(parent, new ConfigOptions(false), command);
  }

  private static void add(
      CommandLine parent,
      ConfigOptions options,
      Function<ConfigOptions, ConfiguredCommand> command) {
    var line = new CommandLine(command.apply(options));
    options.addTo(line.getCommandSpec());
    parent.addSubcommand(line);
  }

  /// Says on stderr why a command ended, in an operator's words where they are known.
  private static int explain(Exception fault) {
    return switch (fault) {
      case ConfigMistakes mistakes -> {
        System.err.println("parley: the configuration cannot be used:");
        for (var mistake : mistakes.mistakes()) System.err.println("  - " + mistake);
        yield ExitCode.CONFIGURATION;
      }
      case Unavailable unavailable -> {
        System.err.println("parley: " + unavailable.getMessage());
        yield ExitCode.UNAVAILABLE;
      }
      case Refused refused -> {
        var problem = refused.problem();
        var said = problem.detail().isEmpty() ? problem.title() : problem.detail();
        var field = problem.field().isEmpty() ? "" : problem.field() + ": ";
        System.err.println("parley: " + field + said);
        boolean away = problem instanceof Problem.Unavailable;
        yield away ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
      }
      default -> {
        LOG.error("The command failed", fault);
        System.err.println("parley: " + fault);
        yield ExitCode.FAULT;
      }
    };
  }

  /// `parley version`
  @Command(
      name = "version",
      description = "Prints which build this is.",
      customSynopsis = "bin/parley version",
      footer = "  bin/parley version")
  static final class VersionCommand implements Runnable {

    @Override
    public void run() {
      System.out.println("parley " + Version.text());
    }
  }
}
