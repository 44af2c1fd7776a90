package dev.parley.gateway;

import dev.parley.protocol.Problem;
import java.util.concurrent.CompletableFuture;

/// Commands for tests.
final class Echo {
  private Echo() {}

  static void register(Gateway gateway) {
    gateway.command("echo", (_, _, payload) -> CompletableFuture.completedStage(payload));
    gateway.command(
        "refuse",
        (_, _, _) -> {
          throw new Problem.Stale(7).refused();
        });
    gateway.command(
        "fail", (_, _, _) -> CompletableFuture.failedStage(new IllegalStateException("broken")));
  }
}
