package dev.parley.features.documents;

import dev.parley.platform.kernel.Identity;
import java.util.UUID;

/// What a token of a document says that was verified: who comes, and how far it lets them. What
/// they may by now is for whoever lets them in to look up.
///
/// @param access `READ` or `WRITE`
/// @param epoch the life of the document's history for which it was made
public record DocumentPass(
    Identity identity, DocumentId document, DocumentAccess access, UUID epoch) {}
