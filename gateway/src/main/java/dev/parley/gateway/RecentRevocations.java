package dev.parley.gateway;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.platform.kernel.Actor;
import java.time.Duration;
import java.util.ArrayDeque;

/// Revocations of the last moments, for connections whose credentials had just been verified when
/// the revocation came. Safe for any thread.
final class RecentRevocations {
  static final int KEPT_MAX = 10_000;
  static final Duration KEPT_FOR = Duration.ofSeconds(15);

  private record Kept(Revocation revocation, long at) {}

  private final Clockwork clockwork;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();

  RecentRevocations(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  synchronized void add(Revocation revocation) {
    forgetOld();
    if (kept.size() == KEPT_MAX) kept.removeFirst();
    kept.addLast(new Kept(revocation, clockwork.nanoTime()));
  }

  synchronized boolean concern(Actor actor) {
    if (kept.isEmpty()) return false;
    forgetOld();
    return kept.stream().anyMatch(one -> one.revocation.concerns(actor));
  }

  private void forgetOld() {
    long now = clockwork.nanoTime();
    while (!kept.isEmpty() && now - kept.getFirst().at > KEPT_FOR.toNanos()) kept.removeFirst();
  }
}
