package dev.parley.features.messages;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The SQL that looks after the tables of messages.
final class MessageUpkeepStore {
  private static final String ENSURE_PARTITIONS = "select ensure_message_partitions(:months)";

  private static final String FORGET =
      """
      delete from message_client where ctid = any(array(
        select ctid from message_client where created_at < :horizon limit :limit))
      """;

  private MessageUpkeepStore() {}

  /// Makes the partitions that are missing; answers how many were made.
  static int ensurePartitions(Handle sql, int months) {
    return sql.createQuery(ENSURE_PARTITIONS).bind("months", months).mapTo(Integer.class).one();
  }

  /// Forgets senders' ids of messages from before the horizon, so many at most.
  static int forget(Handle sql, Instant horizon, int limit) {
    return sql.createUpdate(FORGET)
        .bind("horizon", MessageStore.utc(horizon))
        .bind("limit", limit)
        .execute();
  }
}
