package dev.parley.gateway;

import dev.parley.platform.kernel.TenantId;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Open connections of each tenant on this node, bounded so that one tenant cannot take the room of
/// all. Safe for any thread.
final class TenantCounts {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final int most;
  private final ConcurrentHashMap<TenantId, Integer> counts = new ConcurrentHashMap<>();

  TenantCounts(int most) {
    this.most = most;
  }

  void demandRoom(TenantId tenant) {
    if (counts.getOrDefault(tenant, 0) >= most) throw full();
  }

  void add(TenantId tenant) {
    counts.merge(
        tenant,
        1,
        (count, one) -> {
          if (count >= most) throw full();
          return count + one;
        });
  }

  Set<TenantId> present() {
    return Set.copyOf(counts.keySet());
  }

  void remove(TenantId tenant) {
    counts.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
  }

  private static RuntimeException full() {
    return new Problem.RateLimited(RETRY_AFTER).refused();
  }
}
