package dev.parley.features.messages;

import dev.parley.platform.agents.Agent;
import dev.parley.platform.postgres.Database;
import java.time.Duration;
import java.time.InstantSource;

/// Makes the partitions of the coming months ahead of time, and forgets the senders' ids of
/// messages when their horizon has passed.
public final class MessageAgents implements AutoCloseable {
  /// How many months have their partition ahead of time.
  public static final int MONTHS_AHEAD = 3;

  /// For how long a repeated client id finds the first message.
  public static final Duration CLIENT_ID_HORIZON = Duration.ofDays(30);

  private static final Duration PARTITIONS_PAUSE = Duration.ofHours(6);
  private static final Duration FORGET_PAUSE = Duration.ofHours(1);
  private static final int FORGET_MAX = 5_000;

  private final Agent partitions;
  private final Agent forgetting;

  private MessageAgents(Agent partitions, Agent forgetting) {
    this.partitions = partitions;
    this.forgetting = forgetting;
  }

  /// Returns when this month and those ahead have their partitions, and looks after all from then
  /// on.
  public static MessageAgents start(Database database, InstantSource clock) {
    ensurePartitions(database);
    return new MessageAgents(
        Agent.start("message-partitions", PARTITIONS_PAUSE, () -> ensurePartitions(database)),
        Agent.start("message-client-ids", FORGET_PAUSE, () -> forget(database, clock)));
  }

  static int ensurePartitions(Database database) {
    return database.system(tx -> MessageUpkeepStore.ensurePartitions(tx.sql(), MONTHS_AHEAD));
  }

  /// Forgets in batches, each its own transaction; answers how many were forgotten.
  static int forget(Database database, InstantSource clock) {
    var horizon = clock.instant().minus(CLIENT_ID_HORIZON);
    int total = 0;
    while (true) {
      int forgotten =
          database.system(tx -> MessageUpkeepStore.forget(tx.sql(), horizon, FORGET_MAX));
      total += forgotten;
      if (forgotten < FORGET_MAX) return total;
    }
  }

  @Override
  public void close() {
    partitions.close();
    forgetting.close();
  }
}
