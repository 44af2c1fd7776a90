package dev.parley.features.workspaces;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Who may hear a workspace: those who are in it.
public record WorkspaceAccess(Workspaces workspaces) implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    var id = new WorkspaceId(topic.id());
    return workspaces.takesPart(actor, id) ? Grant.FULL : Grant.NONE;
  }
}
