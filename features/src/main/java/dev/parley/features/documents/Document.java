package dev.parley.features.documents;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.UUID;

/// A document as one person sees it, without its content.
///
/// @param access what the person may
/// @param memberAccess what members of the workspace may who have no right of their own
/// @param guestAccess the same of guests
/// @param epoch names the life of its history: what was edited in another is not of this one
/// @param updatedAt when its title or who may what was changed last
public record Document(
    DocumentId id,
    WorkspaceId workspaceId,
    String title,
    DocumentKind kind,
    DocumentAccess access,
    DocumentAccess memberAccess,
    DocumentAccess guestAccess,
    UUID epoch,
    UserId createdBy,
    Instant createdAt,
    Instant updatedAt) {}
