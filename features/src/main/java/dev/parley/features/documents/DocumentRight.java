package dev.parley.features.documents;

import dev.parley.platform.kernel.UserId;

/// What one person may with a document, whatever others in the same role may.
public record DocumentRight(UserId userId, String displayName, DocumentAccess access) {}
