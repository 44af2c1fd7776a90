package dev.parley.features.signin;

import dev.parley.features.identity.PersonView;
import dev.parley.platform.kernel.SessionId;
import java.time.Instant;

/// What a person holds after signing in, or after a refresh.
public record SignedIn(
    String token,
    Instant expiresAt,
    String refreshToken,
    SessionId sessionId,
    String deviceToken,
    PersonView user) {
  @Override
  public String toString() {
    return "SignedIn[" + sessionId + "]";
  }
}
