package dev.parley.e2e.proxy;

import java.time.Duration;

/// What happens to bytes that go one way.
///
/// @param latency how much later they arrive
/// @param jitter how much later than that, at most and at random; they stay in order
/// @param bytesPerSecond how many arrive in a second; [#UNBOUNDED] is as many as come
/// @param sliceBytes how many arrive at once; [#UNBOUNDED] is as many as come
/// @param blackHole nothing arrives, the news of an end neither, until the weather changes
public record Weather(
    Duration latency, Duration jitter, long bytesPerSecond, int sliceBytes, boolean blackHole) {
  public static final int UNBOUNDED = 0;

  /// As if there were no proxy.
  public static final Weather FAIR =
      new Weather(Duration.ZERO, Duration.ZERO, UNBOUNDED, UNBOUNDED, false);

  /// The far end might as well not be there, but nobody is told.
  public static final Weather BLACK_HOLE =
      new Weather(Duration.ZERO, Duration.ZERO, UNBOUNDED, UNBOUNDED, true);

  public static Weather latency(Duration latency, Duration jitter) {
    return new Weather(latency, jitter, UNBOUNDED, UNBOUNDED, false);
  }

  public static Weather bandwidth(long bytesPerSecond) {
    return new Weather(Duration.ZERO, Duration.ZERO, bytesPerSecond, UNBOUNDED, false);
  }

  public static Weather slices(int bytes) {
    return new Weather(Duration.ZERO, Duration.ZERO, UNBOUNDED, bytes, false);
  }
}
