package dev.parley.features.documents;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Who may hear a document: those who may read it.
public record DocumentTopicAccess(Documents documents) implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    var access = documents.access(actor, new DocumentId(topic.id()));
    return access.atLeast(DocumentAccess.READ) ? Grant.FULL : Grant.NONE;
  }
}
