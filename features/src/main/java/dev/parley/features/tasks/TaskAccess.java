package dev.parley.features.tasks;

import dev.parley.gateway.TopicAccess;
import dev.parley.platform.kernel.Actor;
import dev.parley.protocol.Topic;

/// Who may hear a task: those who are in its workspace.
public record TaskAccess(Tasks tasks) implements TopicAccess {

  @Override
  public Grant grant(Actor actor, Topic topic) {
    return tasks.sees(actor, new TaskId(topic.id())) ? Grant.FULL : Grant.NONE;
  }
}
