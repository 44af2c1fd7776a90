package dev.parley.features.documents;

import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The events of documents. On the topic of its own, which only those hear who may read it, they
/// tell what is different; on that of the workspace they name the document and no more, since not
/// everybody there may know of it.
final class DocumentEvents {
  private DocumentEvents() {}

  private record Updated(
      DocumentId documentId, Map<String, Object> changes, UserId updatedBy, Instant updatedAt) {}

  private record Named(DocumentId documentId) {}

  /// @param change what is different now
  static List<EventDraft> updated(Document document, DocumentChange change, UserId by, Instant at) {
    var updated = new Updated(document.id(), change.fields(), by, at);
    var event = EventDraft.of(document.id().topic(), "document.updated", Json.write(updated), by);
    return List.of(event, changed(document, by));
  }

  /// Somebody may more, or less, from now on: whoever hears the document is asked about.
  static EventDraft access(DocumentId id, UserId by) {
    return own(id, "document.access", by).endingOnlookers();
  }

  /// The list of documents of somebody in the workspace may be another.
  static EventDraft changed(Document document, UserId by) {
    return toWorkspace(document, "document.changed", by);
  }

  static List<EventDraft> deleted(Document document, UserId by) {
    return List.of(
        own(document.id(), "document.deleted", by).endingAll(),
        toWorkspace(document, "document.deleted", by));
  }

  private static EventDraft own(DocumentId id, String type, UserId by) {
    return EventDraft.of(id.topic(), type, Json.write(new Named(id)), by);
  }

  private static EventDraft toWorkspace(Document document, String type, UserId by) {
    var topic = document.workspaceId().topic();
    return EventDraft.of(topic, type, Json.write(new Named(document.id())), by);
  }
}
