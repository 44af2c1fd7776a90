package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.kernel.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {
  @Test
  void theClockOfTheProcessGoesOnWithWork() {
    long before = CpuClock.nanos();
    var work = new StringBuilder();
    for (int i = 0; i < 100_000; i++) work.append(i);
    assertThat(work).isNotEmpty();
    assertThat(CpuClock.nanos()).isGreaterThan(before);
  }

  @Test
  void whatWasReadIsWrittenALineEach(@TempDir Path folder) throws Exception {
    var meter = new Meter(1, 1);
    meter.first("first", () -> "x".repeat(1_000));
    meter.fact("bytes", Meter.digest(new byte[] {1, 2}));
    var file = folder.resolve("readings");
    meter.write(file);
    var readings =
        Files.readAllLines(file).stream()
            .map(line -> Json.mapper().readValue(line, Reading.class))
            .toList();
    assertThat(readings).extracting(Reading::name).containsExactly("first", "bytes");
    assertThat(readings.getFirst().unit()).isEqualTo(Reading.Unit.MILLIS);
    assertThat(readings.getFirst().value()).isPositive();
    assertThat(readings.getLast())
        .isEqualTo(new Reading("bytes", Reading.Unit.FACT, 0, "a12871fee210fb86"));
  }

  @Test
  void whatHasToBeSetUpIsSetUpBeforeEveryCall() {
    var meter = new Meter(1, 1);
    var setUps = new AtomicInteger();
    var calls = new AtomicInteger();
    meter.warm("calls", calls::incrementAndGet, setUps::incrementAndGet);
    assertThat(calls.get()).isPositive().isEqualTo(setUps.get());
  }
}
