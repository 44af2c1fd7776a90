package dev.parley.bench.servers;

import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a server is run.
///
/// @param house the project's folder
/// @param folder for what the server writes; nobody else's
/// @param core the core that it is tied to; empty where there is one alone
public record Place(Path house, Path folder, Optional<Integer> core) {
  private static final Duration POLL = Duration.ofMillis(50);

  /// Starts a program here; what it prints goes to `out`.
  TiedProcess start(List<String> words, Path out) {
    var tied = new ArrayList<String>();
    core.ifPresent(it -> tied.addAll(List.of("taskset", "-c", Integer.toString(it))));
    tied.addAll(words);
    return TiedProcess.start(new TiedProcess.Command(List.of(), tied, "KILL", out));
  }

  /// Looks again and again until there is something; throws when the process ends before, or the
  /// time is over.
  <T> T await(TiedProcess process, Path out, Duration atMost, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) return found.get();
      if (process.awaitExit(POLL)) throw new IllegalStateException("It ended:\n" + text(out));
      if (System.nanoTime() > end) throw new IllegalStateException("Not ready:\n" + text(out));
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
