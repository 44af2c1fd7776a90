package dev.parley.features.conversations;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.util.Map;

/// Reads the newest messages for the conversations that show them. The messages' side implements
/// it.
@FunctionalInterface
public interface LastMessages {
  /// The newest message of a conversation, as a list of conversations shows it.
  interface LastMessage {
    /// Its place in the conversation.
    long seq();
  }

  /// The message of each conversation that has the seq given with it, read in the open transaction.
  Map<ConversationId, LastMessage> read(
      Transaction tx, TenantId tenant, Map<ConversationId, Long> seqs);
}
