package dev.parley.features.messages;

import dev.parley.features.conversations.Conversations;
import dev.parley.features.messages.AppendStore.Outcome;
import dev.parley.features.messages.Pending.Row;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.GroupCommit;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/// What one writer of the appender does: appends a batch in one transaction, of whatever tenants.
record AppendLane(
    Database database, Outbox outbox, InstantSource clock, DistributionSummary batches)
    implements GroupCommit.Writing<Pending> {

  /// Of the sends that wait for one writer.
  static final GroupCommit.Bounds BOUNDS = new GroupCommit.Bounds(8_192, 32L << 20, 512, 1L << 20);

  @Override
  public List<? extends Runnable> write(List<Pending> batch) {
    batches.record(batch.size());
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var rows = batch.stream().map(pending -> new Row(pending, now)).toList();
    var outcomes = database.append(tx -> write(tx, rows));
    return IntStream.range(0, rows.size())
        .mapToObj(i -> (Runnable) () -> answer(rows.get(i), outcomes.get(i)))
        .toList();
  }

  private List<Outcome> write(Transaction tx, List<Row> rows) {
    var outcomes = AppendStore.append(tx.sql(), rows);
    for (int i = 0; i < rows.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.New(var message)) {
        var tenant = rows.get(i).pending().actor().tenant();
        outbox.publish(tx, tenant, MessageEvents.added(message));
      }
    }
    return outcomes;
  }

  private static void answer(Row row, Outcome outcome) {
    var future = row.pending().outcome();
    switch (outcome) {
      case Outcome.New(var message) -> future.complete(new Sent(message, false));
      case Outcome.Repeat(var message) ->
          // Its own: the first attempt was committed, and we did not hear of it.
          future.complete(new Sent(message, !message.id().equals(row.id())));
      case Outcome.NotFound _ -> future.completeExceptionally(Conversations.unknown());
      case Outcome.ReplyUnknown _ ->
          future.completeExceptionally(
              new Problem.Unprocessable("replyToId", "Not a message of this conversation")
                  .refused());
    }
  }
}
