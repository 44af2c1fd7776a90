package dev.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("serve"),
          List.of("demo"),
          List.of("migrate"),
          List.of("doctor"),
          List.of("version"),
          List.of("verify", "seq"),
          List.of("switch", "list"),
          List.of("switch", "set"),
          List.of("switch", "clear"),
          List.of("key", "replace"),
          List.of("config", "check"),
          List.of("config", "docs"),
          List.of("tenant", "create"),
          List.of("user", "create"),
          List.of("user", "import"),
          List.of("user", "list"),
          List.of("user", "invite"),
          List.of("user", "reset-password"),
          List.of("user", "role"),
          List.of("user", "deactivate"),
          List.of("user", "reactivate"),
          List.of("help"));

  private static Ran run(List<String> words, String... more) {
    var all = new ArrayList<>(words);
    all.addAll(Arrays.asList(more));
    return Ran.command(all.toArray(String[]::new));
  }

  @Test
  void everyCommandTellsWhatItDoesHowItEndsAndAnExample() {
    for (var command : COMMANDS) {
      var help = run(command, "--help");
      assertThat(help.code()).as(help.said()).isZero();
      assertThat(help.out())
          .contains("Usage: bin/parley " + String.join(" ", command), "Exit codes:", "Example:")
          .contains("the configuration has mistakes");
      assertThat(run(command, "-h").out()).isEqualTo(help.out());
      assertThat(run(List.of("help"), command.toArray(String[]::new)).out()).isEqualTo(help.out());
    }
  }

  @Test
  void helpAloneListsTheCommands() {
    var help = Ran.command("help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("serve", "doctor", "user", "verify");
    assertThat(Ran.command("help", "user").out()).contains("reset-password", "reactivate");
  }

  @Test
  void aMistakenCommandLineIsAnsweredInThreeLines() {
    for (var words :
        List.of(
            List.<String>of(),
            List.of("dance"),
            List.of("help", "dance"),
            List.of("user"),
            List.of("user", "create", "ada@x.example"),
            List.of("serve", "--prot", "80"),
            List.of("user", "role", "ada@x.example", "boss", "--tenant", "acme"))) {
      var ran = run(words);
      assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.USAGE);
      assertThat(ran.err().lines().toList())
          .hasSize(3)
          .satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("parley: ");
            assertThat(lines.get(1)).startsWith("usage: bin/parley");
            assertThat(lines.get(2)).startsWith("More: bin/parley help");
          });
    }
  }

  @Test
  void aPersonsRoleIsNotTheNodes() {
    var ran = Ran.command("user", "create", "ada@x.example", "--tenant", "acme", "--role", "admin");
    assertThat(ran.code()).as(ran.said()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("a person's role is --person-role");
    assertThat(Ran.command("user", "create", "--help").out()).doesNotContain(" --role");
  }
}
