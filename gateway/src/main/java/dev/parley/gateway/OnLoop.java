package dev.parley.gateway;

import dev.parley.gateway.fanout.Shard;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A virtual thread's short visit to an event loop.
final class OnLoop {
  private static final Duration VISIT_MAX = Duration.ofSeconds(10);

  private OnLoop() {}

  /// Runs it on the shard's loop and waits for its value. What it throws is thrown here.
  static <T> T call(Shard shard, Supplier<T> work) {
    var value = new CompletableFuture<T>();
    shard.execute(() -> {
      try {
        value.complete(work.get());
      } catch (RuntimeException e) {
        value.completeExceptionally(e);
      }
    });
    return await(value, VISIT_MAX);
  }

  /// Waits; refuses with `unavailable` when it takes too long.
  static <T> T await(CompletableFuture<T> value, Duration most) {
    try {
      return value.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      throw new Problem.Unavailable("The server is too busy").refused();
    }
  }
}
