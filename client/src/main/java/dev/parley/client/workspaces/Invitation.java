package dev.parley.client.workspaces;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// By what people come into a workspace.
///
/// @param role as what they come in
/// @param email whom alone it is for
/// @param uses how many have joined by it
public record Invitation(
    UUID id,
    UUID workspaceId,
    String role,
    Optional<String> email,
    int usesMax,
    int uses,
    UUID createdBy,
    Instant createdAt,
    Instant expiresAt) {

  /// One that is to be made.
  ///
  /// @param role not above one's own
  /// @param usesMax one where it is empty
  /// @param expiresAt within 90 days, and in 7 days where it is empty
  public record Draft(
      String role, Optional<String> email, OptionalInt usesMax, Optional<Instant> expiresAt) {

    /// For anyone who has the link, once, within 7 days.
    public static Draft as(String role) {
      return new Draft(role, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    Map<String, Object> body() {
      var body = new HashMap<String, Object>();
      body.put("role", role);
      email.ifPresent(it -> body.put("email", it));
      usesMax.ifPresent(it -> body.put("usesMax", it));
      expiresAt.ifPresent(it -> body.put("expiresAt", it.toString()));
      return body;
    }
  }

  /// One that was made.
  ///
  /// @param code shown this once
  /// @param url the link to send
  public record Made(Invitation invitation, String code, String url) {}
}
