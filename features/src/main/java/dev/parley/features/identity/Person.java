package dev.parley.features.identity;

import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/// One person of a tenant.
public record Person(
    UserId id,
    String email,
    String displayName,
    Role role,
    Metadata metadata,
    Instant createdAt,
    Optional<Instant> deactivatedAt) {

  public boolean active() {
    return deactivatedAt.isEmpty();
  }
}
