package dev.parley.gateway.clockwork;

import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A virtual thread's short visits to event loops.
public final class OnLoop {
  private static final Duration VISIT_MAX = Duration.ofSeconds(10);

  private final Clockwork clockwork;

  public OnLoop(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  /// Made once or called off, and never both.
  private static final class Visit<T> implements Runnable {
    final CompletableFuture<T> value = new CompletableFuture<>();
    private final Supplier<T> work;
    private final AtomicBoolean decided = new AtomicBoolean();

    Visit(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (!decided.compareAndSet(false, true)) return;
      try {
        value.complete(work.get());
      } catch (RuntimeException e) {
        value.completeExceptionally(e);
      }
    }

    boolean callOff() {
      return decided.compareAndSet(false, true);
    }
  }

  /// Runs it there and waits for its value. What it throws is thrown here. When the loop is held up
  /// for too long, refuses with `unavailable`, and then it does not run any more.
  public <T> T call(Executor loop, Supplier<T> work) {
    var visit = new Visit<>(work);
    loop.execute(visit);
    try {
      return await(visit.value, VISIT_MAX);
    } catch (Refused e) {
      if (visit.callOff()) throw e;
      return await(visit.value, VISIT_MAX);
    }
  }

  /// Waits; refuses with `unavailable` when it takes too long.
  public <T> T await(CompletableFuture<T> value, Duration most) {
    try {
      return clockwork.await(value, most);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      throw new Problem.Unavailable("The server is too busy").refused();
    }
  }
}
