package dev.parley.bench.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts JMH, which is among the tests and not among what the bench is made of.
public final class Microbenchmarks {
  private static final int MINUTES_MAX = 10;

  private Microbenchmarks() {}

  /// Answers how JMH ended.
  ///
  /// @param target the folder of what was built
  public static int run(Path target, boolean quick) throws IOException {
    var classes = target.resolve("test-classes") + ":" + target.resolve("classes");
    var libraries = Files.readString(target.resolve("jmh/classpath")).strip();
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("-XX:+UseCompactObjectHeaders");
    command.addAll(List.of("-cp", classes + ":" + libraries, "org.openjdk.jmh.Main"));
    command.addAll(List.of("-f", "1", "-wi", quick ? "1" : "3", "-i", quick ? "1" : "5"));
    command.addAll(List.of("-w", "1", "-r", "1", "-foe", "true"));
    command.addAll(List.of("-rf", "json", "-rff", "" + target.resolve("jmh/results.json")));
    var process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) return process.exitValue();
      throw new IllegalStateException("JMH takes too long");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
