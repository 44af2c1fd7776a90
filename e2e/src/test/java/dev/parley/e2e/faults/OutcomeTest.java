package dev.parley.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.faults.Tally.Fate;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was not found out is never taken for good.
class OutcomeTest {

  private static Outcome nodeKill(List<String> undecided, Duration... reattached) {
    return new Outcome(
        Faults.named("node-kill").orElseThrow(),
        1,
        new Outcome.Moments(0, 0, Duration.ZERO, Duration.ZERO),
        new Outcome.Seen(List.of(), List.of(), undecided, List.of()),
        List.of(),
        new Outcome.Back(List.of(reattached), 0),
        List.of(),
        true);
  }

  private static Finding reattached(Outcome outcome) {
    return outcome.findings().stream().filter(it -> it.law() == Law.L4).findFirst().orElseThrow();
  }

  @Test
  void whatWasMeasuredAndJudgedHolds() {
    var outcome = nodeKill(List.of(), Duration.ofSeconds(3), Duration.ofSeconds(1));
    assertThat(reattached(outcome))
        .hasToString("L4 kept back and caught up, slowest: 3000 ms of 20000 ms");
    assertThat(outcome.fate()).isEqualTo(Fate.HELD);
    assertThat(outcome.line()).contains(" held ");
  }

  @Test
  void whatTookTooLongIsBrokenWhateverElseIsUndecided() {
    var outcome = nodeKill(List.of("message"), Duration.ofSeconds(21));
    assertThat(reattached(outcome).fate()).isEqualTo(Finding.Fate.MISSED);
    assertThat(outcome.fate()).isEqualTo(Fate.BROKEN);
    assertThat(outcome.line()).contains(" BROKEN ");
  }

  @Test
  void aWayBackThatNobodyTookIsNotMeasuredAndNotKept() {
    var outcome = nodeKill(List.of());
    assertThat(reattached(outcome).fate()).isEqualTo(Finding.Fate.NOT_MEASURED);
    assertThat(outcome.fate()).isEqualTo(Fate.UNDECIDED);
    assertThat(outcome.line()).contains(" UNDECIDED ");
    assertThat(outcome.report()).contains("L4 NOT MEASURED back and caught up, slowest");
    assertThat(Summary.of(List.of(outcome)).lines())
        .anyMatch(
            line -> line.contains("back and caught up, slowest") && line.contains("NOT MEASURED"))
        .noneMatch(line -> line.contains("kept"));
  }

  @Test
  void aSearchThatCameToNoEndIsToldInTheLineAndInTheReport() {
    var outcome = nodeKill(List.of("message"), Duration.ofSeconds(1));
    assertThat(outcome.fate()).isEqualTo(Fate.UNDECIDED);
    assertThat(outcome.line()).contains(" UNDECIDED ");
    assertThat(outcome.report()).contains("UNDECIDED", "message: NOT JUDGED");
  }

  @Test
  void ofManyTrialsTheOneThatMeasuredLeastIsShown() {
    var summary =
        Summary.of(
            List.of(
                nodeKill(List.of(), Duration.ofSeconds(1)),
                nodeKill(List.of()),
                nodeKill(List.of(), Duration.ofSeconds(2))));
    assertThat(summary.lines())
        .filteredOn(line -> line.contains("back and caught up, slowest"))
        .singleElement()
        .asString()
        .contains("NOT MEASURED");
  }
}
