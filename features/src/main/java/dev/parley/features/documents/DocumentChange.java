package dev.parley.features.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a document is to be from now on; what is empty stays.
public record DocumentChange(
    Optional<String> title,
    Optional<DocumentAccess> memberAccess,
    Optional<DocumentAccess> guestAccess) {

  public DocumentChange {
    title.ifPresent(DocumentDraft::checkTitle);
    memberAccess.ifPresent(access -> DocumentDraft.checkRole("memberAccess", access));
    guestAccess.ifPresent(access -> DocumentDraft.checkRole("guestAccess", access));
  }

  /// What is so already is no change.
  DocumentChange to(Document document) {
    return new DocumentChange(
        title.filter(it -> !it.equals(document.title())),
        memberAccess.filter(it -> it != document.memberAccess()),
        guestAccess.filter(it -> it != document.guestAccess()));
  }

  boolean isNone() {
    return title.isEmpty() && !touchesAccess();
  }

  boolean touchesAccess() {
    return memberAccess.isPresent() || guestAccess.isPresent();
  }

  /// The changed fields alone, by their names on the wire.
  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    title.ifPresent(it -> fields.put("title", it));
    memberAccess.ifPresent(it -> fields.put("memberAccess", it));
    guestAccess.ifPresent(it -> fields.put("guestAccess", it));
    return fields;
  }
}
