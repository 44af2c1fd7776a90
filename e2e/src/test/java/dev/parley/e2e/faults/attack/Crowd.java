package dev.parley.e2e.faults.attack;

import dev.parley.e2e.faults.load.Rest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// Many who do the same over and over, each on a thread of its own, and what became of them.
final class Crowd {
  /// What befalls someone who is not let in for now.
  static final String KEPT_OUT = "kept out";

  /// They knock again after so long: whoever knocks faster takes the processor from the server,
  /// which on one machine is another thing than an attack.
  private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(50);

  /// One life of one of them.
  @FunctionalInterface
  interface Life {
    void live(int number) throws IOException;
  }

  private static final Rest REST = new Rest();

  private final int count;
  private final BooleanSupplier goesOn;
  private final AtomicLong longest = new AtomicLong();
  private final Map<String, LongAdder> fates = new ConcurrentHashMap<>();

  Crowd(int count, BooleanSupplier goesOn) {
    this.count = count;
    this.goesOn = goesOn;
  }

  /// Returns when all have lived to the end of their last life.
  void live(Life life) {
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        each.submit(() -> again(life, number));
      }
    }
  }

  private void again(Life life, int number) {
    while (goesOn.getAsBoolean()) {
      try {
        life.live(number);
      } catch (IOException e) {
        met("unforeseen: " + e.getMessage());
      }
    }
  }

  /// Waits before the next try.
  static String keptOut() {
    REST.pause(BETWEEN_KNOCKS);
    return KEPT_OUT;
  }

  /// This befell one of them.
  void met(String fate) {
    fates.computeIfAbsent(fate, _ -> new LongAdder()).increment();
  }

  void lasted(Duration time) {
    longest.accumulateAndGet(time.toNanos(), Math::max);
  }

  /// The longest that any of them lasted.
  Duration longest() {
    return Duration.ofNanos(longest.get());
  }

  /// How often what befell them.
  Map<String, Long> fates() {
    var all = new TreeMap<String, Long>();
    fates.forEach((fate, times) -> all.put(fate, times.sum()));
    return all;
  }
}
