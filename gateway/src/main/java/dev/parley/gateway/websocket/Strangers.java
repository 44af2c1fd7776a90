package dev.parley.gateway.websocket;

import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.protocol.Problem;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/// Turns away for a moment addresses whose credentials were refused too often: to find out that
/// they are made up costs a look into the database. Safe for any thread.
final class Strangers {
  /// Refused credentials of one address.
  static final Rate RATE = Rate.perSecond(10, 100);

  private static final int ADDRESSES_MAX = 100_000;

  private final LimitTable<String> refused = new LimitTable<>(RATE, ADDRESSES_MAX);
  private final TrustedProxies proxies;

  Strangers(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /// Where a request comes from, as far as it can be trusted.
  String address(Channel channel, RequestHead head) {
    var peer =
        channel.remoteAddress() instanceof InetSocketAddress at
            ? at.getAddress().getHostAddress()
            : "unknown";
    return proxies.client(peer, head.all("x-forwarded-for"));
  }

  /// Refuses with `rate_limited`.
  void admit(String address) {
    var wait = refused.retryAfter(address);
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
  }

  /// Its credentials were refused. A token that was good once is nobody's invention.
  void refused(String address, Problem problem) {
    if (problem instanceof Problem.Unauthenticated) refused.take(address);
  }
}
