package dev.parley.gateway.clockwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class OnLoopTest {
  private final List<Runnable> left = new ArrayList<>();
  private final OnLoop onLoop = new OnLoop(new Impatient());

  /// A clockwork that waits for nothing.
  private static final class Impatient implements Clockwork {
    @Override
    public List<Loop> loops() {
      return List.of();
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void start(String name, Runnable work) {
      work.run();
    }

    @Override
    public <T> T await(CompletableFuture<T> value, Duration most)
        throws ExecutionException, InterruptedException, TimeoutException {
      if (!value.isDone()) throw new TimeoutException();
      return value.get();
    }

    @Override
    public void pause(Duration length) {}
  }

  @Test
  void aVisitIsMadeAndGivesItsValueOrWhatItThrows() {
    assertThat(onLoop.<String>call(Runnable::run, () -> "made")).isEqualTo("made");
    assertThatThrownBy(() ->
            onLoop.call(
                Runnable::run,
                () -> {
                  throw new Problem.NotFound("task").refused();
                }))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.problem()).isInstanceOf(Problem.NotFound.class));
  }

  @Test
  void aVisitThatWasRefusedIsNotMadeLater() {
    List<String> made = new ArrayList<>();
    assertThatThrownBy(() -> onLoop.call(left::add, () -> made.add("late")))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Unavailable.class));
    left.forEach(Runnable::run);
    assertThat(made).isEmpty();
  }
}
