package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
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
    @JsonIgnore WorkspaceId workspaceId,
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

  private record Finished(
      WorkspaceId workspaceId,
      RuleId ruleId,
      UUID runId,
      Kind kind,
      State state,
      int joined,
      int raised,
      int undone,
      int kept) {}

  /// What its workspace hears of its end: how many, and nobody by name.
  EventDraft finished() {
    var payload =
        new Finished(
            workspaceId, ruleId, id, kind, state, counts.joining(), counts.raising(), undone, kept);
    return EventDraft.of(workspaceId.topic(), "enrolment.finished", Json.write(payload), createdBy);
  }

  @JsonIgnore
  boolean isOpen() {
    return state == State.PENDING || state == State.RUNNING;
  }
}
