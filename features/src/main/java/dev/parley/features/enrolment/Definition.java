package dev.parley.features.enrolment;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Checks;

/// What people say in a rule.
///
/// @param active whether it lets people in
public record Definition(
    String name, RuleType type, Criteria criteria, Actions actions, boolean active) {
  public static final int NAME_LENGTH_MAX = 100;

  public Definition {
    Checks.text("name", name, NAME_LENGTH_MAX);
    if (criteria.type() != type) throw new IllegalArgumentException("Not criteria of " + type);
  }

  public Definition(String name, Criteria criteria, Actions actions, boolean active) {
    this(name, criteria.type(), criteria, actions, active);
  }

  /// The same, which lets nobody in.
  Definition resting() {
    return new Definition(name, type, criteria, actions, false);
  }

  /// The same, without the criteria where they tell what only administrators of the tenant see.
  Definition shownTo(Actor actor) {
    if (!type.readsPeople() || actor.role().administers()) return this;
    return new Definition(name, type, new Criteria.Withheld(type), actions, active);
  }

  /// Whether people are looked at without being named.
  boolean looksAround() {
    return active && type != RuleType.MANUAL;
  }
}
