package dev.parley.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestPostgres;
import org.junit.jupiter.api.Test;

class DatabaseProbeTest {

  @Test
  void aServerThatIsTooOldIsNotWaitedFor() {
    var fault = DatabaseProbe.tooOld(14, "14.19").orElseThrow();
    assertThat(fault.lasting()).isTrue();
    assertThat(fault.reason()).isEqualTo("PostgreSQL 14.19 is too old, 15 or newer is needed");
    assertThat(DatabaseProbe.tooOld(DatabaseProbe.VERSION_MIN, "15.0")).isEmpty();
  }

  @Test
  void aServerThatWillDoHasNoFault() {
    try (var postgres = TestPostgres.create()) {
      assertThat(DatabaseProbe.fault(postgres.address())).isEmpty();
    }
  }
}
