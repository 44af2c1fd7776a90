package dev.parley.features.conversations;

import dev.parley.protocol.Problem;

/// A member, and the conversation's lock until the end of the transaction.
record Held(Member member, ConversationStore.Locked locked) {

  ConversationEvents events() {
    return new ConversationEvents(member.conversation(), member.user());
  }

  void requireGroup(String field) {
    if (locked.type() == ConversationType.GROUP) return;
    throw new Problem.Unprocessable(field, "A direct conversation stays as it is").refused();
  }

  void requireAdministers() {
    if (member.role().administers()) return;
    throw new Problem.Forbidden("Only its owner and admins do that").refused();
  }
}
