package dev.parley.features.workspaces;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What lets people into a workspace, without its code, which is shown once.
///
/// @param role as what they come in
/// @param email whom alone it is for
/// @param uses how many have joined by it, of `usesMax` who may
public record WorkspaceInvitation(
    UUID id,
    WorkspaceId workspaceId,
    WorkspaceRole role,
    Optional<String> email,
    int usesMax,
    int uses,
    UserId createdBy,
    Instant createdAt,
    Instant expiresAt) {}
