package dev.parley.bench.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A JVM that writes its pauses to a file and answers jcmd.
record Jvm(long pid, Path gcLog) implements Engine {
  private static final Pattern PAUSE = Pattern.compile("GC\\(\\d+\\) Pause .* ([0-9.]+)ms$");

  /// `def new generation … used 1234K …`, or of other collectors `… heap … used 1234K`.
  private static final Pattern USED =
      Pattern.compile("(?m)^ *(?!metaspace|class).*\\bused (\\d+)K");

  private static final Pattern METASPACE = Pattern.compile("(?mi)^ *(metaspace|class space).*$");

  /// The option that makes a JVM write its pauses there.
  static String option(Path gcLog) {
    return "-Xlog:gc:file=" + gcLog + ":uptime";
  }

  @Override
  public Pauses pauses() {
    try (var lines = Files.lines(gcLog)) {
      return new Pauses(
          lines
              .map(PAUSE::matcher)
              .filter(java.util.regex.Matcher::find)
              .map(found -> Double.valueOf(found.group(1)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OptionalLong liveHeap() {
    jcmd("GC.run");
    var info = METASPACE.matcher(jcmd("GC.heap_info")).replaceAll("");
    long kilobytes = USED.matcher(info).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
    return OptionalLong.of(kilobytes * 1024);
  }

  private String jcmd(String command) {
    var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process =
          new ProcessBuilder(List.of(program, Long.toString(pid), command))
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
