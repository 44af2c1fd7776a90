package dev.parley.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command says what it can do, and refuses what it cannot before it starts anything.
class FaultsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return new CommandLine(new FaultsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void everyFaultIsListedOnceWithWhatItDoes() {
    assertThat(run("--list")).isZero();
    assertThat(out.toString().lines()).hasSize(Faults.all().size());
    assertThat(Faults.all().stream().map(Fault::name)).doesNotHaveDuplicates();
    assertThat(Faults.all()).allMatch(fault -> out.toString().contains(fault.what()));
  }

  @Test
  void theHelpSaysWhatTheExitCodesMean() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes: 0", "undecided", "nothing was run", "; 2 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--all --fault node-kill",
        "--fault no-such-fault",
        "--all --nodes 1",
        "--all --seconds 0",
        "--all --seed many"
      })
  void whatCannotBeMeantIsAMistakeOfUsage(String words) {
    assertThat(run(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }
}
