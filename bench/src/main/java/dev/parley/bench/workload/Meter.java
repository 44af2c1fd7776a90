package dev.parley.bench.workload;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures processor time of the whole process, with its compiler and collector, and keeps what
/// was read, by the rule of `meter.mjs`. Belongs to one thread.
final class Meter {
  private static final int SAMPLES_MIN = 3;
  private static final int SAMPLES_MAX = 25;
  private static final double SAMPLE_MILLIS = 1;
  private static final int CALLS_MAX = 10_000;
  private static final int PATIENCE = 10;
  private static final int FIRST = 4;
  private static final double QUIET_MILLIS = 100;
  private static final double QUIET_SHARE = 0.05;
  private static final int DIGEST_BYTES = 8;
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Reading> readings = new ArrayList<>();
  private final double warm;
  private final double sampled;
  private boolean settled;

  /// The last result, kept so that the compiler leaves none out.
  private volatile @Nullable Object last;

  private record Samples(List<Double> values, double total) {}

  /// @param warm how long everything runs before, in milliseconds; the first of a process four
  ///   times as long
  /// @param sampled how long it is measured, in milliseconds
  Meter(double warm, double sampled) {
    this.warm = warm;
    this.sampled = sampled;
    CpuClock.nanos();
  }

  static String digest(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private double cpu(int calls, Supplier<?> work) {
    long before = CpuClock.nanos();
    for (int call = 0; call < calls; call++) last = work.get();
    return (CpuClock.nanos() - before) / NANOS_PER_MILLI;
  }

  /// The first call in this process, in milliseconds.
  void first(String name, Supplier<?> work) {
    value(name, Reading.Unit.MILLIS, cpu(1, work));
  }

  /// One call, in milliseconds: the middle of the samples after a warm-up, or the only one of what
  /// takes long.
  void warm(String name, Supplier<?> work) {
    value(name, Reading.Unit.MILLIS, middle(work));
  }

  double middle(Supplier<?> work) {
    return middle(work, () -> {}, true);
  }

  /// The same, with something to set up before each call, which does not count.
  void warm(String name, Supplier<?> work, Runnable setUp) {
    value(name, Reading.Unit.MILLIS, middle(work, setUp, false));
  }

  private double middle(Supplier<?> work, Runnable setUp, boolean repeatable) {
    double latest = settle(work, setUp);
    if (latest >= PATIENCE * sampled) return latest;
    int each =
        repeatable ? (int) Math.max(1, Math.ceil(SAMPLE_MILLIS / Math.max(latest, 1e-3))) : 1;
    var samples = new Samples(new ArrayList<>(), 0);
    while (goesOn(samples)) {
      setUp.run();
      double millis = cpu(each, work);
      samples.values.add(millis / each);
      samples = new Samples(samples.values, samples.total + millis);
    }
    return samples.values.stream().sorted().toList().get(samples.values.size() / 2);
  }

  /// Runs it for a while, and on as long as the compiler is at work. Answers what the last call
  /// took.
  private double settle(Supplier<?> work, Runnable setUp) {
    double least = settled ? warm : FIRST * warm;
    settled = true;
    double spent = 0;
    double latest = 0;
    double seen = 0;
    double compiled = CompilerClock.millis();
    boolean quiet = false;
    for (int calls = 0; calls == 0 || (spent < least && calls < CALLS_MAX) || !quiet; calls++) {
      setUp.run();
      latest = cpu(1, work);
      spent += latest;
      if (spent - seen < QUIET_MILLIS) continue;
      double now = CompilerClock.millis();
      quiet = now - compiled < QUIET_SHARE * (spent - seen) || spent > PATIENCE * warm;
      compiled = now;
      seen = spent;
    }
    return latest;
  }

  private boolean goesOn(Samples so) {
    int count = so.values.size();
    if (count == 0) return true;
    if (count >= SAMPLES_MAX || so.total >= PATIENCE * sampled) return false;
    return count < SAMPLES_MIN || so.total < sampled;
  }

  void value(String name, Reading.Unit unit, double value) {
    readings.add(new Reading(name, unit, value, ""));
  }

  /// What has to be equal on both sides.
  void fact(String name, String text) {
    readings.add(new Reading(name, Reading.Unit.FACT, 0, text));
  }

  void write(Path file) throws IOException {
    if (readings.isEmpty() && last == null) throw new IllegalStateException("nothing was measured");
    Files.write(file, readings.stream().map(Json::write).toList());
  }
}
