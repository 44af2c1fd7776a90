package dev.parley.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void metersAreScrapedUnderTheirPrometheusNames() {
    try (var metrics = new Metrics()) {
      metrics.registry().counter("parley.messages", "type", "group").increment();

      assertThat(metrics.scrape())
          .contains("parley_messages_total{type=\"group\"} 1.0")
          .contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void aLabelThatGrowsWithoutBoundIsCutOff() {
    try (var metrics = new Metrics()) {
      for (int i = 0; i < 2 * Metrics.METERS_MAX; i++) {
        Counter.builder("parley.grows").tag("id", "v" + i).register(metrics.registry()).increment();
      }
      assertThat(metrics.registry().getMeters()).hasSizeLessThanOrEqualTo(Metrics.METERS_MAX);
    }
  }
}
