package dev.parley.platform.kernel;

/// Turns credentials into an identity. Both edges, HTTP and gateway, call it on a virtual thread;
/// it may block. Refuses with `unauthenticated` or `token_expired`.
public interface Authenticator {

  /// Verifies an access token: signature, type, issuer, audience, times, and that its session has
  /// not been revoked.
  Identity verify(String accessToken);

  /// Spends a single-use ticket.
  Identity redeem(String ticket);
}
