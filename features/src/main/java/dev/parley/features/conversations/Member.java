package dev.parley.features.conversations;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;

/// Proof that an actor takes part in a conversation. Only [Conversations] makes one; whoever holds
/// it need not ask again.
public final class Member {
  private final Actor actor;
  private final ConversationId conversation;
  private final ParticipantRole role;

  Member(Actor actor, ConversationId conversation, ParticipantRole role) {
    this.actor = actor;
    this.conversation = conversation;
    this.role = role;
  }

  public TenantId tenant() {
    return actor.tenant();
  }

  public UserId user() {
    return actor.user();
  }

  public Actor actor() {
    return actor;
  }

  public ConversationId conversation() {
    return conversation;
  }

  public ParticipantRole role() {
    return role;
  }
}
