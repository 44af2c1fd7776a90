package dev.parley.gateway.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/// With as small a ring as there is, so that it runs full; skipped where the kernel has none for
/// us.
final class RingSendsTest extends SendsContract {
  private static final int ENTRIES = 8;

  @Override
  Sends open() {
    var ring = Ring.open(ENTRIES);
    assumeTrue(ring.isPresent(), "no io_uring");
    return new RingSends(ring.orElseThrow());
  }

  @Override
  void close(Sends sends) {
    if (sends instanceof RingSends rings) rings.close();
  }

  @Test
  void aRingHasTheRoomThatWasAskedFor() {
    try (var ring = Ring.open(ENTRIES).orElseThrow()) {
      assertThat(ring.entries()).isEqualTo(ENTRIES);
    }
  }
}
