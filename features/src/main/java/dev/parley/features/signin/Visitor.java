package dev.parley.features.signin;

import java.util.Optional;

/// Where someone who wants to sign in comes from.
///
/// @param deviceToken from an earlier sign-in on the same device
public record Visitor(String address, Optional<String> userAgent, Optional<String> deviceToken) {
  /// Longer ones are cut.
  static final int USER_AGENT_LENGTH_MAX = 300;

  public Visitor {
    userAgent =
        userAgent.map(text -> text.substring(0, Math.min(text.length(), USER_AGENT_LENGTH_MAX)));
  }

  @Override
  public String toString() {
    return "Visitor";
  }
}
