package dev.parley.features.workspaces;

import java.time.Instant;
import java.util.Optional;

/// A snapshot of a workspace as one person sees it, with the position of its topic: all events up
/// to `offset` are in it, so subscribe from there.
///
/// @param role the caller's own
public record Workspace(
    WorkspaceId id,
    String name,
    Optional<String> description,
    WorkspaceRole role,
    int memberCount,
    String epoch,
    long offset,
    Instant createdAt,
    Instant updatedAt) {}
