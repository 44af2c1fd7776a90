package dev.parley.bench.report;

import static dev.parley.bench.report.Results.fanOut;
import static dev.parley.bench.report.Results.lossy;
import static dev.parley.bench.report.Results.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ComparisonTest {
  private static final List<Result> RUN =
      List.of(
          fanOut("parley", "bw1", 1, 200_000),
          fanOut("parley", "bw1", 2, 400_000),
          fanOut("parley", "bw1", 3, 300_000),
          lossy("ws", "bw1", 1, 100_000, 7),
          fanOut("ws", "bw1", 2, 200_000),
          fanOut("socket.io", "bw1", 1, 150_000),
          send("send", 20_000),
          send("sendat", 10_000));

  @Test
  void theMiddleOfTheRepetitionsCounts() {
    var run = new Comparison(RUN);
    assertThat(run.value("bw1", "parley")).hasValue(300_000.0);
    assertThat(run.value("bw1", "ws")).hasValue(150_000.0);
    assertThat(run.ratio("bw1", "parley", "ws")).hasValue(2.0);
    assertThat(run.value("bw1", "nats")).isEmpty();
    assertThat(run.spread("bw1", "parley"))
        .hasValueSatisfying(ends -> assertThat(ends).containsExactly(200_000, 400_000));
  }

  @Test
  void aRunWithFaultsIsMarked() {
    var run = new Comparison(RUN);
    assertThat(run.clean("bw1", "parley")).isTrue();
    assertThat(run.clean("bw1", "ws")).isFalse();
    assertThat(Tables.work(run)).contains("| bw1 | 300 k | 150 k (2.00x) * | 150 k (2.00x) |");
    assertThat(Tables.footnote(run)).isPresent();
  }

  @Test
  void whereSomethingWasLostNoGoalIsReached() {
    assertThat(Tables.goals(new Comparison(RUN)))
        .contains("| bw1 | 180 k a CPU-second |  | 300 k | not proven * |");
  }

  @Test
  void goalsAreReachedMissedOrGoneBeyond() {
    var clean = RUN.stream().filter(result -> result.faults().none()).toList();
    var verdicts = Tables.goals(new Comparison(clean));
    assertThat(verdicts)
        .contains(
            "| bw1 | 180 k a CPU-second |  | 300 k | reached |",
            "| bw1 | 1.70 times ws | 2.30 | 1.50 | missed |",
            "| bw1 | 2.30 times socket.io | 3.30 | 2.00 | missed |",
            "| send | 25 k acknowledged a second | 40 k | 20.0 k | missed |",
            "| sendat | answer p95 under 50.00 ms |  | 2.00 ms | reached |");
  }

  @Test
  void sendsTellWhereTheProcessorWent() {
    assertThat(Tables.sends(new Comparison(RUN)))
        .contains("| send | 20.0 k | 37.5, 12.5 | 1.00 ms | 2.00 ms | 3.00 ms |");
  }

  @Test
  void aRunIsKeptWithItsResultsPageAndCharts(@TempDir Path folder) throws Exception {
    var page = new Keeping(folder).keep(RUN);
    assertThat(page).isEqualTo(folder.resolve("results/20260102T0304/README.md"));
    assertThat(new ResultFile(page.resolveSibling("results.jsonl")).read()).isEqualTo(RUN);
    assertThat(page).content().contains("load average before a scenario was 3.0", "](bw1.svg)");
    var chart = parse(page.resolveSibling("bw1.svg"));
    assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(page.resolveSibling("send.svg")).doesNotExist();
  }

  private static Document parse(Path svg) throws Exception {
    try (var in = Files.newInputStream(svg)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }
}
