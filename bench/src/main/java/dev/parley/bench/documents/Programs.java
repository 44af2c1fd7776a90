package dev.parley.bench.documents;

import dev.parley.bench.workload.Reading;
import dev.parley.bench.workload.Workload;
import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts both sides, one process after the other. The JVM has the options of the server.
///
/// @param scripts where those of Yjs are
/// @param folder where Yjs leaves what both read
public record Programs(Path scripts, Path folder, Effort effort) {
  private static final int MINUTES_MAX = 30;

  /// Lets Yjs write what both sides read.
  public void prepare() throws IOException {
    run(node("prepare", effort.warm()));
  }

  /// Of Yjs and of what runs it.
  public String versions() throws IOException {
    return Files.readString(folder.resolve("versions"));
  }

  /// What one side found.
  public List<Reading> run(Side side, Job job) throws IOException {
    return run(
        switch (side) {
          case PARLEY -> java(job);
          case YJS -> node(job.title(), effort.warm(job));
        });
  }

  private List<String> java(Job job) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of("-XX:+UseCompactObjectHeaders", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Workload.class.getName());
    command.add(job.title());
    command.add("" + scripts.resolve("data/automerge-paper.json.gz"));
    command.addAll(rest(effort.warm(job)));
    return command;
  }

  private List<String> node(String job, int warm) {
    var command = new ArrayList<String>();
    command.addAll(List.of("node", "--expose-gc", "" + scripts.resolve("main.mjs"), job));
    command.addAll(rest(warm));
    return command;
  }

  private List<String> rest(int warm) {
    return List.of("" + folder, "" + warm, "" + effort.sampled(), "" + output());
  }

  private Path output() {
    return folder.resolve("readings.jsonl");
  }

  private List<Reading> run(List<String> command) throws IOException {
    Files.deleteIfExists(output());
    var process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("this did not succeed: " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    try (var lines = Files.lines(output())) {
      return lines.map(line -> Json.mapper().readValue(line, Reading.class)).toList();
    }
  }
}
