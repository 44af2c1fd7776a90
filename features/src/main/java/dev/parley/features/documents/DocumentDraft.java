package dev.parley.features.documents;

import dev.parley.platform.kernel.Checks;
import dev.parley.protocol.Problem;

/// How a new document is to be.
///
/// @param memberAccess what members of the workspace may who have no right of their own
/// @param guestAccess the same of guests
public record DocumentDraft(
    String title, DocumentKind kind, DocumentAccess memberAccess, DocumentAccess guestAccess) {
  public static final int TITLE_LENGTH_MAX = 200;

  public DocumentDraft {
    checkTitle(title);
    checkRole("memberAccess", memberAccess);
    checkRole("guestAccess", guestAccess);
  }

  /// Members write and guests read, where nothing else is said.
  public static DocumentDraft usual(String title, DocumentKind kind) {
    return new DocumentDraft(title, kind, DocumentAccess.WRITE, DocumentAccess.READ);
  }

  static void checkTitle(String title) {
    Checks.text("title", title, TITLE_LENGTH_MAX);
  }

  static void checkRole(String field, DocumentAccess access) {
    if (access.isForRoles()) return;
    throw new Problem.Invalid(field, "People own documents one by one").refused();
  }
}
