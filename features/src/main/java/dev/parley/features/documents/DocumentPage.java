package dev.parley.features.documents;

import dev.parley.platform.events.Position;
import java.util.List;
import java.util.Optional;

/// One page of the documents of a workspace that a person may read, in the order in which they were
/// made, as they are at a position of the workspace's topic.
///
/// @param nextAfter where the next page starts, if there is one
public record DocumentPage(
    List<Document> documents,
    boolean hasMore,
    Optional<DocumentId> nextAfter,
    String epoch,
    long offset) {

  /// @param read one more than fit, if there are more
  static DocumentPage of(List<Document> read, int limit, Position at) {
    boolean more = read.size() > limit;
    var shown = more ? read.subList(0, limit) : read;
    var next = more ? Optional.of(shown.getLast().id()) : Optional.<DocumentId>empty();
    return new DocumentPage(shown, more, next, at.epoch(), at.offset());
  }
}
