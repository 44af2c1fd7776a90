package dev.parley.features.signin;

import dev.parley.platform.kernel.Actor;
import java.time.Instant;

/// Makes access tokens.
@FunctionalInterface
public interface AccessTokens {
  Issued issue(Actor actor);

  /// A signed token, and until when it holds.
  record Issued(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[until " + expiresAt + "]";
    }
  }
}
