package dev.parley.gateway.front;

import dev.parley.platform.net.AddressBlock;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Counts open connections, in all and by [address][AddressBlock]. Safe for any thread.
final class Census {
  enum Verdict {
    ADMITTED,
    FULL,
    TOO_MANY_FROM_ADDRESS
  }

  private final FrontLimits limits;
  private final Predicate<InetAddress> exempt;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  /// @param exempt addresses that stand for many people
  Census(FrontLimits limits, Predicate<InetAddress> exempt) {
    this.limits = limits;
    this.exempt = exempt;
  }

  /// Counts the connection in if it is admitted; [#leave] counts it out again.
  Verdict enter(InetAddress address) {
    if (total.incrementAndGet() > limits.connections()) {
      total.decrementAndGet();
      return Verdict.FULL;
    }
    int here = byAddress.merge(AddressBlock.of(address), 1, Integer::sum);
    if (here > limits.connectionsPerAddress() && !exempt.test(address)) {
      leave(address);
      return Verdict.TOO_MANY_FROM_ADDRESS;
    }
    return Verdict.ADMITTED;
  }

  void leave(InetAddress address) {
    total.decrementAndGet();
    byAddress.computeIfPresent(
        AddressBlock.of(address), (_, count) -> count == 1 ? null : count - 1);
  }

  int total() {
    return total.get();
  }

  int addresses() {
    return byAddress.size();
  }
}
