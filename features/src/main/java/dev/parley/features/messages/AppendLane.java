package dev.parley.features.messages;

import dev.parley.features.conversations.Conversations;
import dev.parley.features.messages.AppendStore.Outcome;
import dev.parley.features.messages.Pending.Row;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One writer of the appender: its thread takes all sends that wait here, and appends them in one
/// transaction; those that come meanwhile are the next batch.
final class AppendLane {
  private static final Logger LOG = LoggerFactory.getLogger(AppendLane.class);

  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Waiting waiting = new Waiting();
  private final DistributionSummary batches;
  private final Thread writer;

  AppendLane(
      String name,
      Database database,
      Outbox outbox,
      InstantSource clock,
      DistributionSummary batches) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.batches = batches;
    this.writer = Thread.ofVirtual().name(name).start(this::loop);
  }

  /// False when too many sends wait, and when draining.
  boolean offer(Pending pending) {
    return waiting.offer(pending);
  }

  int size() {
    return waiting.size();
  }

  private void loop() {
    while (true) {
      var batch = waiting.take();
      if (batch.isEmpty()) return;
      batches.record(batch.size());
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      store(batch.stream().map(pending -> new Row(pending, now)).toList());
    }
  }

  private void store(List<Row> rows) {
    try {
      answer(rows, writeOrRetry(rows));
    } catch (Refused e) {
      fail(rows, e);
    } catch (RuntimeException e) {
      if (rows.size() == 1) {
        LOG.error("A message could not be appended", e);
        fail(rows, e);
      } else {
        LOG.warn("A batch of {} failed, its messages are tried one by one", rows.size(), e);
        for (var row : rows) store(List.of(row));
      }
    } catch (Error e) {
      LOG.error("A batch of {} failed", rows.size(), e);
      fail(rows, new Problem.Internal().refused());
    }
  }

  /// A connection that broke is worth one more attempt, on another one.
  private List<Outcome> writeOrRetry(List<Row> rows) {
    try {
      return database.append(tx -> write(tx, rows));
    } catch (Refused e) {
      if (!(e.problem() instanceof Problem.Unavailable)) throw e;
      return database.append(tx -> write(tx, rows));
    }
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

  private static void answer(List<Row> rows, List<Outcome> outcomes) {
    for (int i = 0; i < rows.size(); i++) answer(rows.get(i), outcomes.get(i));
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

  private static void fail(List<Row> rows, RuntimeException e) {
    for (var row : rows) row.pending().outcome().completeExceptionally(e);
  }

  /// Takes no more sends.
  void seal() {
    waiting.close();
  }

  /// Waits until what was accepted has been answered; what is still left after so long is refused.
  void drain(Duration max) {
    try {
      if (writer.join(max)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var refused = new Problem.Unavailable("The server is going away").refused();
    for (var rest = waiting.take(); !rest.isEmpty(); rest = waiting.take()) {
      for (var pending : rest) pending.outcome().completeExceptionally(refused);
    }
  }
}
