package dev.parley.features.workspaces;

import java.time.Instant;
import java.util.Optional;

/// A snapshot of a workspace as one person sees it, with the position of its topic: all events up
/// to `offset` are in it, so subscribe from there.
///
/// @param role the caller's own
/// @param starred whether the caller keeps it in front
/// @param position where the caller keeps it; places compare as bytes
public record Workspace(
    WorkspaceId id,
    String name,
    Optional<String> description,
    WorkspaceRole role,
    int memberCount,
    boolean starred,
    Optional<String> position,
    String epoch,
    long offset,
    Instant createdAt,
    Instant updatedAt) {}
