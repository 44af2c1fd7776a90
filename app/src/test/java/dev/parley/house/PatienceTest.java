package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever waits for a long step is told that it goes on.
class PatienceTest {
  private static final int WAIT_SECONDS_MAX = 60;

  /// Runs words of bin/lib/house.sh, with a sign of life every tenth of a second.
  private static String run(String words, int code) throws Exception {
    var script = "set -euo pipefail; . bin/lib/house.sh; SIGN_OF_LIFE_SECONDS=0.1\n" + words;
    var process =
        new ProcessBuilder("bash", "-c", script)
            .directory(Repository.here().root().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(code);
    return said;
  }

  @Test
  void aLongStepGivesSignsOfLifeAndNoneAfterItsEnd() throws Exception {
    var said = run("patiently sleep 1; echo done; sleep 0.5", 0);
    assertThat(said).contains("still working").endsWith("done\n");
  }

  @Test
  void theEndOfTheStepIsTheEndOfTheWait() throws Exception {
    assertThat(run("status=0; patiently false || status=$?; exit $status", 1)).isEmpty();
    assertThat(run("patiently echo here", 0)).isEqualTo("here\n");
  }

  @Test
  void aStepThatFailsEndsTheScript() throws Exception {
    assertThat(run("patiently false\necho not here", 1)).isEmpty();
  }
}
