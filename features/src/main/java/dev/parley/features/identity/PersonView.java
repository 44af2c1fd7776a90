package dev.parley.features.identity;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person as someone else may see them: the address and what is noted about them are for
/// themselves and administrators.
public record PersonView(
    UserId id,
    @Nullable String email,
    String displayName,
    Role role,
    @Nullable Metadata metadata,
    Instant createdAt,
    @Nullable Instant deactivatedAt) {

  public static PersonView of(Actor viewer, Person person) {
    var sees = viewer.role().administers() || viewer.user().equals(person.id());
    return new PersonView(
        person.id(),
        sees ? person.email() : null,
        person.displayName(),
        person.role(),
        sees ? person.metadata() : null,
        person.createdAt(),
        person.deactivatedAt().orElse(null));
  }
}
