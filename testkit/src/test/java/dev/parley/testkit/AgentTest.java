package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.agents.Agent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgentTest {

  @Test
  void itGoesOnAfterAFailureAndEndsWhenClosed() {
    var turns = new AtomicInteger();
    var agent =
        Agent.start(
            "test-agent",
            Duration.ofMillis(1),
            () -> {
              if (turns.incrementAndGet() == 1) throw new IllegalStateException("The first fails");
            });
    Await.until("it goes on", () -> turns.get() > 3);
    agent.close();
    int after = turns.get();
    Await.until("the thread is gone", () -> !agent.isRunning());
    assertThat(turns.get()).isEqualTo(after);
  }

  @Test
  void closingEndsALongPause() {
    var turns = new AtomicInteger();
    var agent = Agent.start("test-agent", Duration.ofHours(1), turns::incrementAndGet);
    Await.until("it had its turn", () -> turns.get() == 1);
    agent.close();
    assertThat(agent.isRunning()).isFalse();
  }
}
