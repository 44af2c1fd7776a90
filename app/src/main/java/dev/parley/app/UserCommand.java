package dev.parley.app;

import dev.parley.features.identity.NewPerson;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
      description = "Adds a person; without a password, prints a link to choose one.",
      customSynopsis = "bin/parley user create <email> --tenant <slug> [options]",
      footer = "  bin/parley user create eve@acme.example --tenant acme --person-role admin")
  static final class Create extends ConfiguredCommand.OfTenant {
    @Parameters(paramLabel = "<email>", description = "Their e-mail address.")
    private String email = "";

    @Option(
        names = "--name",
        paramLabel = "<name>",
        description = "How others see them; unset, the part before the @.")
    private Optional<String> name = Optional.empty();

    @Option(
        names = "--person-role",
        paramLabel = "<person-role>",
        converter = RoleOption.class,
        description = "guest, member (the default), admin or owner; no node's role.")
    private Role role = Role.MEMBER;

    @Option(names = "--password", description = "Asks for a password, or reads a line of stdin.")
    private boolean withPassword;

    Create(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) throws IOException {
      var newcomer = NewPerson.called(name, email, role);
      try (var directory = Directory.open(config)) {
        var id = directory.tenant(slug).id();
        var secret = withPassword ? Optional.of(password()) : Optional.<String>empty();
        var created = directory.people().create(id, newcomer, secret);
        System.out.printf(
            "Added %s to %s as %s (%s).%n",
            newcomer.email(), slug, role.label(), created.people().getFirst().id());
        var link = JoinLink.of(config, slug);
        created.invitations().forEach(one -> System.out.println(link.advice(one.invitation())));
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
}
