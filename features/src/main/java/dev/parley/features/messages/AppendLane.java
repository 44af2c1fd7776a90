package dev.parley.features.messages;

import dev.parley.features.conversations.Conversations;
import dev.parley.features.messages.AppendStore.Outcome;
import dev.parley.features.messages.Pending.Row;
import dev.parley.platform.postgres.GroupCommit;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What one writer of the appender does: appends a batch in one transaction, of whatever tenants.
record AppendLane(MessageAppender.Needs needs, DistributionSummary batches)
    implements GroupCommit.Writing<Pending> {

  /// Of the sends that wait for one writer.
  static final GroupCommit.Bounds BOUNDS = new GroupCommit.Bounds(8_192, 32L << 20, 512, 1L << 20);

  @Override
  public List<? extends Runnable> write(List<Pending> batch) {
    batches.record(batch.size());
    var now = needs.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    var rows = batch.stream().map(pending -> new Row(pending, now)).toList();
    var outcomes = needs.database().append(tx -> write(tx, rows));
    return IntStream.range(0, rows.size())
        .mapToObj(i -> (Runnable) () -> answer(rows.get(i), outcomes.get(i)))
        .toList();
  }

  private List<Outcome> write(Transaction tx, List<Row> rows) {
    var outcomes = AppendStore.append(tx.sql(), rows, blind(tx, rows));
    for (int i = 0; i < rows.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.New(var message)) {
        var tenant = rows.get(i).pending().actor().tenant();
        needs.outbox().publish(tx, tenant, MessageEvents.added(message));
      }
    }
    return outcomes;
  }

  /// Of the rows that cite tasks those that cite one that is not their sender's to see. Before
  /// conversations are locked.
  private Set<Row> blind(Transaction tx, List<Row> rows) {
    var citing = rows.stream().filter(row -> !row.pending().draft().taskIds().isEmpty()).toList();
    if (citing.isEmpty()) return Set.of();
    var cited = citing.stream().flatMap(Row::citations).distinct().toList();
    var seen = needs.tasks().seen(tx, cited);
    return citing.stream()
        .filter(row -> !row.citations().allMatch(seen::contains))
        .collect(Collectors.toSet());
  }

  private static void answer(Row row, Outcome outcome) {
    var future = row.pending().outcome();
    switch (outcome) {
      case Outcome.New(var message) -> future.complete(new Sent(message, false));
      case Outcome.Repeat(var message) ->
          // Its own: the first attempt was committed, and we did not hear of it.
          future.complete(new Sent(message, !message.id().equals(row.id())));
      case Outcome.NotFound _ -> future.completeExceptionally(Conversations.unknown());
      case Outcome.TaskUnknown _ -> future.completeExceptionally(Messages.unseen());
      case Outcome.ReplyUnknown _ ->
          future.completeExceptionally(
              new Problem.Unprocessable("replyToId", "Not a message of this conversation")
                  .refused());
    }
  }
}
