package dev.parley.features.presence;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import java.util.Collection;
import java.util.Set;

/// Who has to do with whom, for tenants where only those see each other's presence.
@FunctionalInterface
public interface Companions {
  /// Those of the people who have to do with the actor.
  Set<UserId> among(Actor actor, Collection<UserId> users);
}
