package dev.parley.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthTest {
  @Test
  void oneCheckThatFailsMakesTheServerUnready() {
    var health = new Health().check("database", () -> true).check("draining", () -> false);

    assertThat(health.report().ready()).isFalse();
    assertThat(health.report().checks()).containsEntry("database", true);
    assertThat(health.check("draining", () -> true).report().ready()).isTrue();
  }

  @Test
  void aCheckThatThrowsOrHangsHasFailed() {
    var never = new CountDownLatch(1);
    var health =
        new Health()
            .check("throws", () -> Integer.parseInt("x") > 0)
            .check("hangs", () -> waits(never));

    assertThat(health.report().checks()).containsValues(false, false);
    never.countDown();
  }

  private static boolean waits(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }
}
