package dev.parley.features.presence;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/// What one person may know of another's presence.
///
/// @param status absent where it is not to be seen
/// @param lastSeenAt when an offline person left
public record Presence(UserId userId, Optional<Status> status, Optional<Instant> lastSeenAt) {

  static Presence hidden(UserId user) {
    return new Presence(user, Optional.empty(), Optional.empty());
  }
}
