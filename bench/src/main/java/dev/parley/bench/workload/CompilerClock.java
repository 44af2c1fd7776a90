package dev.parley.bench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Processor time of the threads in which the JVM compiles, as the kernel accounts for it.
final class CompilerClock {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final double NANOS_PER_MILLI = 1e6;

  private CompilerClock() {}

  static double millis() {
    try (var threads = Files.list(THREADS)) {
      return threads.mapToDouble(CompilerClock::millis).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nothing of a thread that has ended meanwhile.
  private static double millis(Path thread) {
    try {
      if (!Files.readString(thread.resolve("comm")).contains("Compiler")) return 0;
      var time = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(time.substring(0, time.indexOf(' '))) / NANOS_PER_MILLI;
    } catch (IOException _) {
      return 0;
    }
  }
}
