package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.LastMessages;
import dev.parley.features.conversations.LastMessages.LastMessage;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.util.HashMap;
import java.util.Map;

/// Lends conversations their newest message.
public final class NewestMessages implements LastMessages {

  @Override
  public Map<ConversationId, LastMessage> read(
      Transaction tx, TenantId tenant, Map<ConversationId, Long> seqs) {
    if (seqs.isEmpty()) return Map.of();
    var newest = new HashMap<ConversationId, LastMessage>();
    for (var message : MessageStore.at(tx.sql(), tenant, seqs)) {
      newest.put(message.conversationId(), message);
    }
    return newest;
  }
}
