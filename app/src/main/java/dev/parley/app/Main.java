package dev.parley.app;

import dev.parley.app.server.Unavailable;
import dev.parley.app.server.Version;
import dev.parley.platform.config.ConfigMistakes;
import dev.parley.platform.telemetry.Logging;
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
    var root = new CommandLine(new Main());
    configured(root, ServeCommand::new);
    configured(root, DemoCommand::new);
    configured(root, MigrateCommand::new);
    var tenant = new CommandLine(new TenantCommand());
    configured(tenant, TenantCommand.Create::new);
    root.addSubcommand(tenant);
    var user = new CommandLine(new UserCommand());
    configured(user, UserCommand.Create::new);
    configured(user, UserCommand.Import::new);
    root.addSubcommand(user);
    var config = new CommandLine(new ConfigCommand());
    configured(config, ConfigCommand.Check::new);
    config.addSubcommand(new ConfigCommand.Docs());
    root.addSubcommand(config);
    configured(root, DoctorCommand::new);
    var verify = new CommandLine(new VerifyCommand());
    configured(verify, VerifyCommand.Seq::new);
    root.addSubcommand(verify);
    root.addSubcommand(new VersionCommand());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExecutionExceptionHandler((fault, _, _) -> explain(fault));
    return root;
  }

  private static void configured(
      CommandLine parent, Function<ConfigOptions, ConfiguredCommand> command) {
    var options = new ConfigOptions();
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
        var detail = problem.detail().isEmpty() ? "" : ": " + problem.detail();
        System.err.println("parley: " + problem.title() + detail);
        yield ExitCode.REFUSED;
      }
      default -> {
        LOG.error("The command failed", fault);
        System.err.println("parley: " + fault);
        yield ExitCode.FAULT;
      }
    };
  }
}
