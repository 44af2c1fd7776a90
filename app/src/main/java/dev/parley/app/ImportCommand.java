package dev.parley.app;

import dev.parley.app.server.Unavailable;
import dev.parley.features.identity.People;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.TenantId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley user import`: adds many people from a file, all or none.
@Command(
    name = "import",
    description = {
      "Adds people from a file with a line each: email,name[,person-role]. All or none.",
      "Prints email,id,invitation; with --password all get that one, fit for trying out alone."
    },
    customSynopsis = "bin/parley user import <file> --tenant <slug> [options]",
    footer = "  bin/parley user import people.csv --tenant acme")
final class ImportCommand extends ConfiguredCommand.OfTenant {
  /// Most bad lines that are shown.
  static final int MISTAKES_SHOWN_MAX = 20;

  /// Most bytes of a file.
  static final long FILE_BYTES_MAX = 16L << 20;

  @Parameters(paramLabel = "<file>", description = "The file, in UTF-8.")
  private Path file = Path.of("");

  @Option(
      names = "--password",
      paramLabel = "<password>",
      description = "One password for all of them.")
  private Optional<String> password = Optional.empty();

  ImportCommand(ConfigOptions options) {
    super(options);
  }

  @Override
  int run(Config config) {
    var people = PeopleFile.parse(text());
    if (!people.mistakes().isEmpty()) return refuse(people.mistakes());
    try (var directory = Directory.open(config)) {
      var id = directory.tenant(slug).id();
      var taken = people.taken(directory.people().taken(id, people.emails()));
      if (!taken.isEmpty()) return refuse(taken);
      var created = directory.database().in(id, _ -> add(directory.people(), id, people));
      created.forEach(ImportCommand::print);
      if (password.isEmpty()) {
        var link = JoinLink.of(config, slug);
        System.err.println(
            link.send("their links") + " Each is: " + link.to("<the invitation of the line>"));
      }
      return ExitCode.OK;
    }
  }

  private String text() {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new Unavailable("%s is larger than %d bytes".formatted(file, FILE_BYTES_MAX));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Unavailable("The file %s is not in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new Unavailable("The file %s cannot be read".formatted(file), e);
    }
  }

  private int refuse(List<PeopleFile.Mistake> mistakes) {
    System.err.printf(
        "parley: nothing was imported, %s has %d bad lines:%n", file, mistakes.size());
    mistakes.stream().limit(MISTAKES_SHOWN_MAX).forEach(one -> System.err.println("  " + one));
    int more = mistakes.size() - MISTAKES_SHOWN_MAX;
    if (more > 0) System.err.println("  and " + more + " more");
    return ExitCode.REFUSED;
  }

  private List<People.Created> add(People people, TenantId id, PeopleFile newcomers) {
    var all = newcomers.people();
    var created = new ArrayList<People.Created>();
    for (int at = 0; at < all.size(); at += People.BULK_MAX) {
      var some = all.subList(at, Math.min(all.size(), at + People.BULK_MAX));
      created.add(people.createAll(id, some, password));
    }
    return created;
  }

  private static void print(People.Created created) {
    var people = created.people();
    for (int i = 0; i < people.size(); i++) {
      var person = people.get(i);
      var invitation =
          created.invitations().isEmpty() ? "" : created.invitations().get(i).invitation();
      System.out.println(String.join(",", person.email(), person.id().toString(), invitation));
    }
  }
}
