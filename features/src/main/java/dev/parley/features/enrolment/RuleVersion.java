package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// What a rule was in one of its versions.
public record RuleVersion(
    int version, @JsonUnwrapped Definition definition, UserId changedBy, Instant changedAt) {

  /// The same, as far as the actor may know it.
  RuleVersion shownTo(Actor actor) {
    return new RuleVersion(version, definition.shownTo(actor), changedBy, changedAt);
  }
}
