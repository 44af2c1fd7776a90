package dev.parley.features.workspaces;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// A person in a workspace.
public record Membership(UserId userId, String displayName, WorkspaceRole role, Instant joinedAt) {}
