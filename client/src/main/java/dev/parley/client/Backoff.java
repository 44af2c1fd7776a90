package dev.parley.client;

import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Limits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: at random below a ceiling that doubles with every
/// failure in a row, so that those who were cut off together do not come back together.
final class Backoff {
  static final Duration FLOOR = Duration.ofMillis(100);
  static final Duration BASE = Duration.ofMillis(500);
  static final Duration CEILING = Duration.ofSeconds(30);

  private static final int DOUBLINGS_MAX = 6;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  Duration next(CloseCode.Advice advice) {
    long ceiling = Math.min(CEILING.toMillis(), BASE.toMillis() << failures);
    failures = Math.min(failures + 1, DOUBLINGS_MAX);
    var wait = FLOOR.plusMillis(random.nextLong(ceiling + 1));
    return advice == CloseCode.Advice.RECONNECT_LATER ? wait.plus(Limits.FLOODING_PAUSE) : wait;
  }

  /// A little more than a wait that the server named, at random.
  Duration around(Duration wait) {
    return wait.plusMillis(random.nextLong(BASE.toMillis() + 1));
  }

  /// What a close code asks of the client; an unknown one is like a broken socket.
  static CloseCode.Advice advice(int code) {
    for (var known : CloseCode.values()) {
      if (known.code() == code) return known.advice();
    }
    return CloseCode.Advice.RECONNECT;
  }
}
