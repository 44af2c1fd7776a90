package dev.parley.gateway.websocket;

import dev.parley.platform.limits.LimitTable;
import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.AddressBlock;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.protocol.Problem;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/// Turns away for a moment the tickets of addresses whose tickets were refused too often: to find
/// out that one is made up costs a look into the database. A token carries its signature, and costs
/// no such look: whoever has one comes in, whatever others behind the same address do. Safe for any
/// thread.
final class Strangers {
  /// Refused tickets of one address.
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
  void admit(String address, Credentials credentials) {
    if (!(credentials instanceof Credentials.Ticket)) return;
    var wait = refused.retryAfter(AddressBlock.of(address));
    if (wait.isPositive()) throw new Problem.RateLimited(wait).refused();
  }

  void refused(String address, Credentials credentials, Problem problem) {
    if (credentials instanceof Credentials.Ticket && problem instanceof Problem.Unauthenticated) {
      refused.take(AddressBlock.of(address));
    }
  }
}
