package dev.parley.app;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What every command tells of itself, and what it answers to a mistaken command line.
final class Usage {
  private static final int WIDTH = 100;

  private Usage() {}

  /// Gives a command and all below it `--help`, with exit codes and an example.
  static void equip(CommandLine line) {
    var spec = line.getCommandSpec();
    if (!spec.optionsMap().containsKey("--help")) {
      spec.addOption(
          OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this.").build());
    }
    var message = spec.usageMessage();
    message.abbreviateSynopsis(true).exitCodeListHeading("%nExit codes:%n");
    message.exitCodeList(exitCodes());
    message.optionListHeading("%n").parameterListHeading("%n").commandListHeading("%nCommands:%n");
    if (message.footer().length > 0) message.footerHeading("%nExample:%n");
    line.setUsageHelpWidth(WIDTH);
    line.getSubcommands().values().forEach(Usage::equip);
  }

  private static Map<String, String> exitCodes() {
    var codes = new LinkedHashMap<String, String>();
    codes.put("" + ExitCode.OK, "ended as asked");
    codes.put("" + ExitCode.FAULT, "a fault; the log says more");
    codes.put("" + ExitCode.USAGE, "the command line could not be understood");
    codes.put("" + ExitCode.CONFIGURATION, "the configuration has mistakes; all are printed");
    codes.put("" + ExitCode.UNAVAILABLE, "something needed is not there; one line says which");
    codes.put("" + ExitCode.REFUSED, "the command ran, and its answer is no");
    return codes;
  }

  /// What was wrong, how it is meant, and where more is told.
  static int explain(ParameterException mistake) {
    var line = mistake.getCommandLine();
    var spec = line.getCommandSpec();
    var what = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
    System.err.println("parley: " + what + hint(mistake, spec));
    System.err.println("usage: " + synopsis(line));
    var words = spec.qualifiedName().replaceFirst("^\\S+ ?", "");
    System.err.println("More: bin/parley help" + (words.isEmpty() ? "" : " " + words));
    return ExitCode.USAGE;
  }

  private static String hint(ParameterException mistake, CommandSpec spec) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)) return "";
    if (unmatched.getUnmatched().contains("--role")
        && spec.optionsMap().containsKey("--person-role")) {
      return "; a person's role is --person-role";
    }
    var suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.getFirst() + "?";
  }

  private static String synopsis(CommandLine line) {
    var spec = line.getCommandSpec();
    var custom = spec.usageMessage().customSynopsis();
    if (custom.length > 0) return custom[0];
    if (line.getSubcommands().isEmpty()) return spec.qualifiedName() + " [options]";
    return spec.qualifiedName() + " " + String.join(" | ", line.getSubcommands().keySet());
  }
}
