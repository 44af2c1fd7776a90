package dev.parley.platform.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Whether this process should get traffic: every named check holds. A check may block; one that
/// takes longer than [#CHECK_SECONDS_MAX] counts as failed. Safe for any thread.
public final class Health {
  /// How long one check may take.
  public static final int CHECK_SECONDS_MAX = 2;

  private final Map<String, BooleanSupplier> checks = new ConcurrentHashMap<>();

  /// Adds a check, or replaces the one of that name.
  public Health check(String name, BooleanSupplier holds) {
    checks.put(name, holds);
    return this;
  }

  /// The checks by name, and whether each holds now. They run side by side.
  public Report report() {
    var running = new LinkedHashMap<String, CompletableFuture<Boolean>>();
    checks.forEach((name, holds) -> running.put(name, start(holds)));
    var results = new LinkedHashMap<String, Boolean>();
    running.forEach((name, result) -> results.put(name, outcome(result)));
    return new Report(results);
  }

  /// What the checks said.
  public record Report(Map<String, Boolean> checks) {
    public Report {
      checks = Map.copyOf(checks);
    }

    public boolean ready() {
      return !checks.containsValue(false);
    }
  }

  private static CompletableFuture<Boolean> start(BooleanSupplier holds) {
    var result = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .name("health")
        .start(() -> {
          try {
            result.complete(holds.getAsBoolean());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static boolean outcome(CompletableFuture<Boolean> result) {
    try {
      return result.get(CHECK_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
