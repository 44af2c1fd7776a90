package dev.parley.crdt.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The lines of a stream, each waited for with a bound.
final class Lines {
  private static final int WAITING_MAX = 1_000;

  private final LinkedBlockingQueue<Optional<String>> waiting =
      new LinkedBlockingQueue<>(WAITING_MAX);

  Lines(InputStream stream) {
    Thread.ofVirtual().name("oracle-lines").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (var text = new InputStreamReader(stream, StandardCharsets.UTF_8);
        var lines = new BufferedReader(text)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        waiting.put(Optional.of(line));
      }
      waiting.put(Optional.empty());
    } catch (IOException _) {
      waiting.offer(Optional.empty());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nothing when the time is over or the stream has ended.
  Optional<String> next(Duration patience) {
    try {
      var line = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return line == null ? Optional.empty() : line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
