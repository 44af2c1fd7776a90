package dev.parley.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `parley help [command]`
@Command(
    name = "help",
    description = "Tells about a command.",
    customSynopsis = "bin/parley help [<command>...]",
    footer = "  bin/parley help user create")
final class HelpCommand implements Runnable {
  private final CommandLine root;

  @Parameters(
      paramLabel = "<command>",
      description = "Its words; unset, all of them.",
      arity = "0..*")
  private List<String> words = List.of();

  HelpCommand(CommandLine root) {
    this.root = root;
  }

  @Override
  public void run() {
    var at = root;
    for (var word : words) {
      var next = at.getSubcommands().get(word);
      if (next == null) throw new ParameterException(at, "There is no command '" + word + "'");
      at = next;
    }
    at.usage(System.out);
  }
}
