package dev.parley.features.enrolment;

/// How many people a rule is about, and what happens to them.
///
/// @param matched all of them
/// @param joining who come into the workspace
/// @param raising who are in it in a lower role
/// @param alreadyThere who stay what they are in it
/// @param leftBefore whom the rule let in before, and who are there no longer: they stay away
/// @param leftOut whom a limit keeps out of the workspace, or of a group
/// @param joiningConversations how often someone comes into a group
public record Counts(
    int matched,
    int joining,
    int raising,
    int alreadyThere,
    int leftBefore,
    int leftOut,
    int joiningConversations) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  Counts plus(Counts more) {
    return new Counts(
        matched + more.matched,
        joining + more.joining,
        raising + more.raising,
        alreadyThere + more.alreadyThere,
        leftBefore + more.leftBefore,
        leftOut + more.leftOut,
        joiningConversations + more.joiningConversations);
  }

  /// With one more person.
  Counts plus(Prospect person) {
    var outcome = person.outcome();
    return new Counts(
        matched + 1,
        joining + one(outcome == Outcome.JOINS),
        raising + one(outcome == Outcome.IS_RAISED),
        alreadyThere + one(outcome == Outcome.IS_THERE),
        leftBefore + one(outcome == Outcome.LEFT_BEFORE),
        leftOut + one(person.leftOut()),
        joiningConversations + person.conversationIds().size());
  }

  private static int one(boolean counts) {
    return counts ? 1 : 0;
  }
}
