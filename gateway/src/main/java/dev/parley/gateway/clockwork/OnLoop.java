package dev.parley.gateway.clockwork;

import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A virtual thread's short visits to event loops.
public final class OnLoop {
  private static final Duration VISIT_MAX = Duration.ofSeconds(10);

  private final Clockwork clockwork;

  public OnLoop(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  /// Runs it there and waits for its value. What it throws is thrown here.
  public <T> T call(Executor loop, Supplier<T> work) {
    var value = new CompletableFuture<T>();
    loop.execute(() -> {
      try {
        value.complete(work.get());
      } catch (RuntimeException e) {
        value.completeExceptionally(e);
      }
    });
    return await(value, VISIT_MAX);
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
