package dev.parley.platform.http;

import dev.parley.platform.limits.Rate;
import dev.parley.platform.net.TrustedProxies;
import dev.parley.platform.secrets.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// How the HTTP edge listens and whom it believes.
///
/// @param admin where `/health`, `/ready` and `/metrics` are, when not with everything else
/// @param rate requests of one person (or of one address, before it has signed in)
/// @param publicUrl where people reach the server
/// @param web the directory of the web app
public record ApiSettings(
    Listen listen,
    Optional<Listen> admin,
    Trust trust,
    Rate rate,
    Optional<URI> publicUrl,
    Optional<Path> web) {
  /// Most requests that are carried out at once; more are answered 503.
  public static final int RUNNING_MAX = 512;

  /// Most bytes of a request's body.
  public static final int BODY_BYTES_MAX = 1 << 20;

  /// Most bytes of a request's headers.
  public static final int HEADER_BYTES_MAX = 16 * 1024;

  /// Most people and addresses whose rates are watched at once.
  static final int RATES_MAX = 100_000;

  /// One listener.
  ///
  /// @param port 0 picks one
  /// @param proxyProtocol whether every connection begins with the PROXY protocol
  public record Listen(String host, int port, boolean proxyProtocol) {}

  /// Who may do more than a stranger.
  ///
  /// @param origins other web origins, in lower case, whose pages may call
  /// @param proxies proxies whose `X-Forwarded-For` is believed
  /// @param operatorToken opens `/metrics` to others than this machine
  public record Trust(Set<String> origins, TrustedProxies proxies, Optional<Secret> operatorToken) {

    public static Trust nobody() {
      return new Trust(Set.of(), TrustedProxies.none(), Optional.empty());
    }
  }

  /// A listener for this machine alone, with what holds by itself.
  public static ApiSettings local(int port) {
    return new ApiSettings(
        new Listen("127.0.0.1", port, false),
        Optional.empty(),
        Trust.nobody(),
        Rate.perSecond(100, 200),
        Optional.empty(),
        Optional.empty());
  }
}
