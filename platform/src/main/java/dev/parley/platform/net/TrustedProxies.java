package dev.parley.platform.net;

import java.util.List;

/// The proxies in front of the server whose `X-Forwarded-For` is believed.
public record TrustedProxies(List<AddressRange> ranges) {
  private static final int HOPS_MAX = 20;

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  public static TrustedProxies none() {
    return new TrustedProxies(List.of());
  }

  public boolean contains(String address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /// Whom a request comes from: the peer, unless it is a trusted proxy; then the right-most hop of
  /// the header that is not one. What stands further left was written by that hop, so nobody
  /// vouches for it.
  ///
  /// @param forwardedFor the values of `X-Forwarded-For` in their order
  public String client(String peer, List<String> forwardedFor) {
    var client = peer;
    var hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      if (!contains(client)) return client;
      var hop = withoutPort(hops[i].strip());
      if (AddressRange.address(hop).isEmpty()) return client;
      client = hop;
    }
    return client;
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) return hop.substring(1, Math.max(1, hop.indexOf(']')));
    boolean four =
        hop.indexOf('.') > 0 && hop.indexOf(':') > 0 && hop.indexOf(':') == hop.lastIndexOf(':');
    return four ? hop.substring(0, hop.indexOf(':')) : hop;
  }
}
