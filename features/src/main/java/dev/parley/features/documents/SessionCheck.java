package dev.parley.features.documents;

import dev.parley.platform.kernel.Actor;

/// Looks whether a session still stands. May block.
@FunctionalInterface
public interface SessionCheck {

  /// Refuses with `unauthenticated` when the actor's session has ended.
  void requireStanding(Actor actor);
}
