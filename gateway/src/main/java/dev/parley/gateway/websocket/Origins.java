package dev.parley.gateway.websocket;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which web pages may open a connection (RFC 6455, section 10.2): those of the same host, and
/// those that are listed. A client that names no origin is no browser.
public final class Origins {
  private final Set<String> allowed;

  /// @param allowed such as `https://app.example.org`
  public Origins(Set<String> allowed) {
    this.allowed =
        allowed.stream().map(o -> o.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  boolean allow(RequestHead head) {
    if (!head.has("origin")) return true;
    var origin = head.only("origin").orElse("").toLowerCase(Locale.ROOT);
    if (allowed.contains(origin)) return true;
    var host = head.only("host").orElse("").toLowerCase(Locale.ROOT);
    return !host.isEmpty() && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
