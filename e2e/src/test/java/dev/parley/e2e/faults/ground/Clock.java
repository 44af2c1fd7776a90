package dev.parley.e2e.faults.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The clock of one process, moved by libfaketime while it runs. Only the time of day moves; what
/// is measured for time limits goes on as it was.
public final class Clock {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private Clock() {}

  /// The library, where the package `faketime` is installed.
  public static Optional<Path> library() {
    return LIBRARIES.stream().filter(Files::exists).findFirst();
  }

  /// What a process is started with so that the file sets its clock. The library would mend timed
  /// waits for a C library that needs no mending any more, and they would all end at once.
  static Map<String, String> settable(Path file) {
    set(file, "+0");
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /// Moves it, such as by `+3d` or `-1h`, or lets it run at another speed, such as `+0 x1.01`.
  public static void set(Path file, String offset) {
    try {
      Files.writeString(file, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
