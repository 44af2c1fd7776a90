package dev.parley.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.report.Result;
import dev.parley.bench.workload.Reading;
import dev.parley.bench.workload.Reading.Unit;
import dev.parley.platform.kernel.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  private final List<Found> found = new ArrayList<>();

  private SideBySide run() {
    return new SideBySide(found);
  }

  private void both(String name, Unit unit, double ours, double theirs) {
    found.add(new Found(Side.PARLEY, 1, new Reading(name, unit, ours, "")));
    found.add(new Found(Side.YJS, 1, new Reading(name, unit, theirs, "")));
  }

  private void fact(String name, String ours, String theirs) {
    found.add(new Found(Side.PARLEY, 1, new Reading(name, Unit.FACT, 0, ours)));
    found.add(new Found(Side.YJS, 1, new Reading(name, Unit.FACT, 0, theirs)));
  }

  private void suite(String one, double time) {
    both(one + " update", Unit.BYTES, 27, 27);
    both(one + " document", Unit.BYTES, 6031, 6031);
    both(one + " time", Unit.MILLIS, time, 100);
    both(one + " encode", Unit.MILLIS, 0.5, 1);
    both(one + " parse", Unit.MILLIS, 1, 3);
  }

  @Test
  void theMiddleOfTheRoundsCounts() {
    both("B4 replay", Unit.MILLIS, 300, 3_000);
    both("B4 replay", Unit.MILLIS, 100, 1_000);
    both("B4 replay", Unit.MILLIS, 200, 1_400);
    assertThat(run().middle("B4 replay", Side.PARLEY)).hasValue(200.0);
    assertThat(run().ratio("B4 replay")).hasValue(7.0);
    assertThat(run().middle("B4 load V1", Side.PARLEY)).isEmpty();
  }

  @Test
  void ofARateMoreIsBetterAndOfTheRestLess() {
    both("state vector of stored V1", Unit.MB_PER_SECOND, 600, 200);
    both("B4 heap of a document", Unit.MEGABYTES, 1, 3);
    assertThat(run().ratio("state vector of stored V1")).hasValue(3.0);
    assertThat(run().ratio("B4 heap of a document")).hasValue(3.0);
  }

  @Test
  void goalsAreReachedOrMissed() {
    both("B4 replay", Unit.MILLIS, 100, 590);
    both("B4 remote apply", Unit.MILLIS, 100, 700);
    both("merge of 20,000 updates", Unit.MILLIS, 61, 7_000);
    both("merged 20,000 updates", Unit.BYTES, 25_233, 154_538);
    both("state vector of stored V1", Unit.MB_PER_SECOND, 900, 160);
    both("B4 updates", Unit.BYTES, 3_828_798, 3_828_798);
    assertThat(DocumentTables.goals(run()))
        .contains(
            "| B4 replay | 100 ms | 590 ms | 5.9x | 6.0x | missed |",
            "| B4 remote apply | 100 ms | 700 ms | 7.0x | 7.0x | reached |",
            "| merge of 20,000 updates | 61.0 ms | 7,000 ms | 115x | at most 60.0 ms | missed |",
            "| merged 20,000 updates | 25,233 B | 154,538 B | 6.1x | at most 30,000 B | reached |",
            "| state vector of stored V1 | 900 MB/s | 160 MB/s | 5.6x | at least 300 MB/s | reached |",
            "| B4 updates | 3,828,798 B | 3,828,798 B | 1.0x |  |  |");
  }

  @Test
  void noCaseOfTheSuiteMayBeSlower() {
    suite("B1.1", 50);
    suite("B1.2", 101);
    assertThat(DocumentTables.suite(run()))
        .contains(
            "| B1.1 | 27 B | 6,031 B | yes | 50.0 ms | 100 ms | 2.0x | 500 µs | 1.0 ms | 2.0x | 1.0 ms | 3.0 ms | 3.0x | reached |",
            "| B1.2 | 27 B | 6,031 B | yes | 101 ms | 100 ms | 1.0x | 500 µs | 1.0 ms | 2.0x | 1.0 ms | 3.0 ms | 3.0x | missed: time |");
  }

  @Test
  void whereTheSidesDifferNothingIsProven() {
    suite("B1.1", 50);
    suite("B1.2", 50);
    both("B4 replay", Unit.MILLIS, 100, 1_000);
    fact("B1.1 document", "ab", "ab");
    fact("B1.2 document", "ab", "cd");
    fact("B4 text", "ab", "ab");
    assertThat(run().proven("B1.1 time")).isTrue();
    assertThat(run().proven("B1.2 time")).isFalse();
    assertThat(run().proven("B4 replay")).isTrue();
    assertThat(run().differences()).containsExactly("B1.2 document");
    assertThat(DocumentTables.suite(run()).getLast()).contains("| no |").endsWith("| not proven |");
  }

  @Test
  void whatOneSideAloneFoundIsNotEqual() {
    both("B4 replay", Unit.MILLIS, 100, 1_000);
    found.add(new Found(Side.YJS, 1, new Reading("B4 text", Unit.FACT, 0, "ab")));
    assertThat(DocumentTables.goals(run()).getLast()).endsWith("| not proven |");
  }

  @Test
  void everyGoalIsForSomething() {
    assertThat(DocumentGoals.of("B1.1 time")).hasValue(new Goal.Times(1));
    assertThat(DocumentGoals.of("B3.5 parse")).hasValue(new Goal.Times(1));
    assertThat(DocumentGoals.of("B4 load V2, cold")).hasValue(new Goal.Times(10));
    assertThat(DocumentGoals.of("B1.1 document")).isEmpty();
  }

  @Test
  void aRunIsKeptWithItsReadingsPageAndCharts(@TempDir Path folder) throws Exception {
    suite("B1.1", 50);
    both("B4 replay", Unit.MILLIS, 100, 1_000);
    fact("B1.1 document", "ab", "cd");
    var stamp = new Result.Stamp("2026-01-02T03:04:05Z", "a machine", "bin/bench crdt", "abc", 0.5);
    var page = new DocumentKeeping(folder, stamp, "How.").keep(found);
    assertThat(page).isEqualTo(folder.resolve("results/20260102T0304-crdt/README.md"));
    assertThat(page).content().contains("](paper.svg)", "](time.svg)", "**Not equal:** B1.1");
    var kept =
        Files.readAllLines(page.resolveSibling("results.jsonl")).stream()
            .map(line -> Json.mapper().readValue(line, Found.class))
            .toList();
    assertThat(kept).isEqualTo(found);
  }
}
