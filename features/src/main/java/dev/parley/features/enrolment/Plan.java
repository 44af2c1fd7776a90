package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.features.workspaces.Workspaces;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Decides what comes of people, one after another in the order of their ids, as long as there is
/// room. The one place where it is decided, for a dry run and for what then happens.
final class Plan {
  private final Actions actions;
  private final boolean byName;
  private int room;

  /// @param byName whether somebody has named the people: whoever left may come back then
  /// @param room how many more the workspace takes
  Plan(Actions actions, boolean byName, int room) {
    this.actions = actions;
    this.byName = byName;
    this.room = room;
  }

  /// What comes of a person in the workspace.
  Outcome seat(Candidate person) {
    if (person.role().isPresent()) {
      return raises(person, person.role().get()) ? Outcome.IS_RAISED : Outcome.IS_THERE;
    }
    if (!byName && !person.given().isEmpty()) return Outcome.LEFT_BEFORE;
    if (room <= 0 || person.workspaces() >= Workspaces.OF_PERSON_MAX) return Outcome.LEFT_OUT;
    room--;
    return Outcome.JOINS;
  }

  /// A role that the rule gave before and that is lower now was lowered by hand.
  private boolean raises(Candidate person, WorkspaceRole role) {
    if (role.compareTo(actions.role()) >= 0) return false;
    return byName || person.given().stream().noneMatch(it -> it.compareTo(actions.role()) >= 0);
  }

  /// Everything that comes of a person.
  ///
  /// @param rooms how many more each group takes, where it is there; counts down
  Prospect prospect(Candidate person, Outcome outcome, Map<ConversationId, Integer> rooms) {
    var joins = new ArrayList<ConversationId>();
    boolean leftOut = outcome == Outcome.LEFT_OUT;
    for (var id : actions.conversationIds()) {
      if (!outcome.isIn() || !rooms.containsKey(id) || person.takesPart().contains(id)) continue;
      if (!byName && person.wasLetInto().contains(id)) continue;
      if (rooms.merge(id, -1, Integer::sum) >= 0) {
        joins.add(id);
      } else {
        rooms.put(id, 0);
        leftOut = true;
      }
    }
    var role =
        switch (outcome) {
          case JOINS, IS_RAISED -> Optional.of(actions.role());
          case IS_THERE, LEFT_BEFORE, LEFT_OUT -> person.role();
        };
    return new Prospect(
        person.id(), person.displayName(), outcome, person.role(), role, joins, leftOut);
  }
}
