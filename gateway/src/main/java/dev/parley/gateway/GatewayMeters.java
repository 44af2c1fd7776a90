package dev.parley.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/// What is counted of sessions and commands. Labels come from closed catalogues alone.
final class GatewayMeters {
  enum Outcome {
    OK,
    REFUSED,
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  private final MeterRegistry registry;
  private final Counter framesIn;
  private final Counter recovered;
  private final Counter notRecovered;
  private final Timer subscribe;

  GatewayMeters(MeterRegistry registry, IntSupplier connections, IntSupplier topics) {
    this.registry = registry;
    Gauge.builder("parley_websocket_connections", connections::getAsInt).register(registry);
    Gauge.builder("parley_gateway_topics", topics::getAsInt).register(registry);
    framesIn = registry.counter("parley_websocket_frames_total", "direction", "in");
    recovered = registry.counter("parley_resume_total", "recovered", "true");
    notRecovered = registry.counter("parley_resume_total", "recovered", "false");
    subscribe =
        Timer.builder("parley_subscribe_seconds")
            .serviceLevelObjectives(
                Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1))
            .register(registry);
  }

  /// Made once for a command of the catalogue.
  Counter command(String type, Outcome outcome) {
    return registry.counter(
        "parley_gateway_commands_total", "command", type, "outcome", outcome.label);
  }

  void frameIn() {
    framesIn.increment();
  }

  void resumed(boolean complete) {
    (complete ? recovered : notRecovered).increment();
  }

  Timer subscribe() {
    return subscribe;
  }
}
