package dev.parley.features.enrolment;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.workspaces.WorkspaceRole;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A person whom a rule is about, and what the person is so far.
///
/// @param since when the person joined the workspace
/// @param workspaces in how many the person is
/// @param given the roles that the rule has given, and nobody has taken back
/// @param takesPart of the rule's conversations
/// @param wasLetInto by the rule, and nobody has taken it back
record Candidate(
    UserId id,
    String displayName,
    Optional<WorkspaceRole> role,
    Instant since,
    int workspaces,
    Set<WorkspaceRole> given,
    Set<ConversationId> takesPart,
    Set<ConversationId> wasLetInto) {}
