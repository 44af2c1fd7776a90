package dev.parley.gateway.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What is counted on the way of an event. Cheap: once for an event and loop, never for a reader,
/// but for frames, which are counted a batch at a time.
public final class FanoutMeters {
  private static final byte[] TAIL = "Z\"}".getBytes(StandardCharsets.US_ASCII);
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final InstantSource clock;
  private final LongAdder waitingBytes = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final Counter slowReaders;
  private final Counter repairs;
  private final Timer delivery;

  public FanoutMeters(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    registry.gauge("parley_outbound_queue_bytes", waitingBytes, LongAdder::sum);
    registry
        .more()
        .counter("parley_websocket_frames_total", Tags.of("direction", "out"), framesOut);
    slowReaders = registry.counter("parley_slow_readers_total");
    repairs = registry.counter("parley_fanout_repairs_total");
    delivery =
        Timer.builder("parley_message_delivery_seconds")
            .description("From an event's timestamp until a loop writes it")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
  }

  void waiting(int bytes) {
    waitingBytes.add(bytes);
  }

  void slowReader() {
    slowReaders.increment();
  }

  void repaired() {
    repairs.increment();
  }

  void sent(long frames) {
    framesOut.add(frames);
  }

  /// Reads the event's own time from the end of its frame, where it stands at a fixed place.
  void written(WireFrame frame) {
    var text = frame.text();
    int end = text.length - TAIL.length;
    for (int i = 0; i < TAIL.length; i++) if (end < 12 || text[end + i] != TAIL[i]) return;
    long at = clockTime(text, end - "HH:mm:ss.SSS".length());
    long late = Math.floorMod(clock.millis() - at, DAY_MILLIS);
    if (late < DAY_MILLIS / 2) delivery.record(late, TimeUnit.MILLISECONDS);
  }

  /// Milliseconds of the day in UTC.
  private static long clockTime(byte[] text, int at) {
    long minutes = number(text, at, 2) * 60 + number(text, at + 3, 2);
    return (minutes * 60 + number(text, at + 6, 2)) * 1_000 + number(text, at + 9, 3);
  }

  private static long number(byte[] text, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) value = value * 10 + (text[i] - '0');
    return value;
  }
}
