package dev.parley.e2e.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written for others can be read back, and is one operation a line.
class HistoryFileTest {

  @Test
  void aHistoryComesBackAsItWasWritten(@TempDir Path folder) throws IOException {
    var history = new CorrectServer(new Random(1)).history(200);
    var file = folder.resolve("history.csv");
    HistoryFile.write(file, "seed 1\nfault none", history);
    assertThat(HistoryFile.read(file)).isEqualTo(history);
    assertThat(Files.readAllLines(file))
        .startsWith("# seed 1", "# fault none", HistoryFile.COLUMNS)
        .hasSize(history.size() + 3);
  }

  @Test
  void aLineReadsAsDocumented(@TempDir Path folder) throws IOException {
    var recorder = new Recorder();
    recorder.scribe("writer-1").sending("room", "w1-1");
    recorder.scribe("reader-1").saw("room", 7, "w1-1", 9);
    var file = folder.resolve("history.csv");
    HistoryFile.write(file, "", recorder.operations());
    var lines = Files.readAllLines(file);
    assertThat(lines.get(1)).matches("\\d+,writer-1,invoke,send,room,,w1-1,");
    assertThat(lines.get(2)).matches("\\d+,reader-1,ok,poll,room,7,w1-1,9");
  }
}
