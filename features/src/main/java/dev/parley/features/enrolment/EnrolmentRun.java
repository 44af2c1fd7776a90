package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A rule on its way through the people, or the way back.
///
/// @param ruleVersion the version that it lets people in by, or that a rollback made
/// @param people whom alone it looks at, where it does not look at all
/// @param byName whether somebody has named them
/// @param toVersion what a rollback goes back to
/// @param counts what has come of people so far
/// @param undone how much a rollback has taken back so far
/// @param kept how much is not as the rule left it any more, and stays
public record EnrolmentRun(
    UUID id,
    RuleId ruleId,
    int ruleVersion,
    Kind kind,
    @JsonIgnore Optional<List<UserId>> people,
    boolean byName,
    Optional<Integer> toVersion,
    State state,
    @JsonIgnore Optional<UserId> afterPerson,
    @JsonIgnore Optional<Long> belowEffect,
    Counts counts,
    int undone,
    int kept,
    UserId createdBy,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /// What it does.
  public enum Kind {
    APPLY,
    ROLLBACK;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How far it has got.
  public enum State {
    PENDING,
    RUNNING,
    DONE,
    /// The rule has changed since, and looks at everyone anew.
    SUPERSEDED,
    /// It has failed again and again.
    FAILED;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One that is to be made.
  ///
  /// @param people whom alone it looks at
  /// @param toVersion present for a rollback
  record Draft(
      EnrolmentRule rule,
      Optional<Collection<UserId>> people,
      boolean byName,
      Optional<Integer> toVersion) {}

  @JsonIgnore
  boolean isOpen() {
    return state == State.PENDING || state == State.RUNNING;
  }
}
