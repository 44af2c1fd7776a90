package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.protocol.Problem;
import java.util.List;

/// What happens to whom a rule is about.
///
/// @param role at least what they are in the workspace from then on
/// @param conversationIds groups of the workspace that they join
public record Actions(WorkspaceRole role, List<ConversationId> conversationIds) {
  public static final int CONVERSATIONS_MAX = 20;

  public Actions {
    if (role == WorkspaceRole.OWNER) {
      throw new Problem.Unprocessable("actions.role", "Nobody becomes an owner by a rule")
          .refused();
    }
    conversationIds = conversationIds.stream().distinct().toList();
    if (conversationIds.size() > CONVERSATIONS_MAX) {
      throw new Problem.TooLarge("actions.conversationIds", CONVERSATIONS_MAX).refused();
    }
  }

  /// Most events that letting one person in causes.
  int events() {
    return 2 + 2 * conversationIds.size();
  }
}
