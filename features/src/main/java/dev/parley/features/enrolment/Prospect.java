package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.UserId;
import java.util.List;
import java.util.Optional;

/// What comes of one person.
///
/// @param roleBefore empty for somebody who is not in the workspace
/// @param role what the person is afterwards; empty for somebody who stays out
/// @param conversationIds the groups that the person comes into
/// @param leftOut whether a limit keeps the person out of the workspace, or of a group
public record Prospect(
    UserId userId,
    String displayName,
    Outcome outcome,
    Optional<WorkspaceRole> roleBefore,
    Optional<WorkspaceRole> role,
    List<ConversationId> conversationIds,
    boolean leftOut) {}
