package dev.parley.features.conversations;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.Checks;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// A conversation that has yet to be made.
///
/// @param others who takes part beside the one who makes it
/// @param workspace where it is, and where everyone who takes part has to be
public record ConversationDraft(
    ConversationType type,
    Set<UserId> others,
    Optional<String> name,
    Optional<WorkspaceId> workspace) {

  public ConversationDraft {
    others = Set.copyOf(others);
    name.ifPresent(ConversationDraft::checkName);
    if (type == ConversationType.DIRECT && name.isPresent()) {
      throw new Problem.Unprocessable("name", "A direct conversation has no name").refused();
    }
    if (type == ConversationType.DIRECT && workspace.isPresent()) {
      throw new Problem.Unprocessable("workspaceId", "A direct conversation is in no workspace")
          .refused();
    }
  }

  /// One that is in no workspace.
  public ConversationDraft(ConversationType type, Set<UserId> others, Optional<String> name) {
    this(type, others, name, Optional.empty());
  }

  static void checkName(String name) {
    Checks.text("name", name, Conversations.NAME_LENGTH_MAX);
  }

  /// Everyone who takes part; refused when they are too few or too many.
  Set<UserId> everyone(UserId maker) {
    var all = new LinkedHashSet<UserId>();
    all.add(maker);
    all.addAll(others);
    boolean fits =
        switch (type) {
          case DIRECT -> all.size() == 2;
          case GROUP -> all.size() <= Conversations.PEOPLE_MAX;
        };
    if (!fits) {
      var rule =
          switch (type) {
            case DIRECT -> "A direct conversation is between exactly two people";
            case GROUP -> "A group has at most " + Conversations.PEOPLE_MAX + " people";
          };
      throw new Problem.Unprocessable("participantIds", rule).refused();
    }
    return all;
  }
}
