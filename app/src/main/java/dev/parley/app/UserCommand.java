package dev.parley.app;

import dev.parley.features.identity.NewPerson;
import dev.parley.features.identity.People;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley user …`
@Command(name = "user", description = "Looks after people.", synopsisSubcommandLabel = "<command>")
final class UserCommand {

  /// Adds one person. The password comes from the terminal or from standard input.
  @Command(
      name = "create",
      description = "Adds a person; without a password, prints an invitation.")
  static final class Create extends ConfiguredCommand {
    @Parameters(paramLabel = "<email>")
    private String email = "";

    @Option(names = "--tenant", required = true, description = "Short name of the tenant.")
    private String tenant = "";

    @Option(names = "--name", description = "How others see them; unset, the part before the @.")
    private String name = "";

    @Option(names = "--person-role", description = "owner, admin, member or guest.")
    private Role role = Role.MEMBER;

    @Option(names = "--password", description = "Asks for a password, or reads a line of stdin.")
    private boolean withPassword;

    Create(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) throws IOException {
      try (var directory = Directory.open(config)) {
        var shown = name.isBlank() ? email.substring(0, Math.max(0, email.indexOf('@'))) : name;
        var secret = withPassword ? Optional.of(password()) : Optional.<String>empty();
        var created =
            directory
                .people()
                .create(directory.tenant(tenant).id(), new NewPerson(email, shown, role), secret);
        print(created);
        return ExitCode.OK;
      }
    }
  }

  private static String password() throws IOException {
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isPresent()) return new String(console.get().readPassword("Password: "));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(in.readLine()).orElse("");
  }

  /// Adds many people from a file.
  @Command(
      name = "import",
      description = {
        "Adds people from a file with a line each: email,name[,role].",
        "Prints email,id,invitation; with --password all get that one, fit for trying out alone."
      })
  static final class Import extends ConfiguredCommand {
    @Parameters(paramLabel = "<file>")
    private Path file = Path.of("");

    @Option(names = "--tenant", required = true, description = "Short name of the tenant.")
    private String tenant = "";

    @Option(names = "--password", description = "One password for all of them.")
    private Optional<String> password = Optional.empty();

    Import(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) throws IOException {
      var newcomers = PeopleFile.parse(Files.readString(file));
      try (var directory = Directory.open(config)) {
        var id = directory.tenant(tenant).id();
        for (int at = 0; at < newcomers.size(); at += People.BULK_MAX) {
          var some = newcomers.subList(at, Math.min(newcomers.size(), at + People.BULK_MAX));
          print(directory.people().createAll(id, some, password));
        }
        return ExitCode.OK;
      }
    }
  }

  private static void print(People.Created created) {
    var people = created.people();
    for (int i = 0; i < people.size(); i++) {
      var person = people.get(i);
      var invitation = created.invitations().isEmpty() ? "" : token(created, i);
      System.out.println(String.join(",", List.of(person.email(), "" + person.id(), invitation)));
    }
  }

  private static String token(People.Created created, int i) {
    return created.invitations().get(i).invitation();
  }
}
