package dev.parley.client;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A person. The address of another one is empty, unless an admin asks.
public record User(
    UUID id,
    Optional<String> email,
    String displayName,
    String role,
    Instant createdAt,
    Optional<Instant> deactivatedAt) {

  /// Whether a person is there; without a status where the tenant hides it.
  public record Presence(UUID userId, Optional<String> status, Optional<Instant> lastSeenAt) {}

  /// A person who looks at a topic, and since when.
  public record Viewer(UUID userId, Instant since) {}
}
