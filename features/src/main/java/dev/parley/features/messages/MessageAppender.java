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
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The group commit: one thread takes all sends that wait, of whatever conversation and tenant, and
/// appends them in one transaction; those that come meanwhile are the next batch. What was accepted
/// is committed and answered, or refused, and never both; a send whose commit was interrupted is
/// tried again and not stored twice. Answers come on the appender's thread, in the order of the
/// sends, after the commit: what follows them must not block.
public final class MessageAppender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageAppender.class);

  /// How long [#close()] waits for what was accepted.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Waiting waiting = new Waiting();
  private final DistributionSummary batches;
  private final Thread writer;

  private MessageAppender(
      Database database, Outbox outbox, InstantSource clock, MeterRegistry meters) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.batches =
        DistributionSummary.builder("parley.messages.batch")
            .description("Messages appended in one transaction")
            .register(meters);
    Gauge.builder("parley.messages.waiting", waiting, Waiting::size)
        .description("Sends that wait for the appender")
        .register(meters);
    this.writer = Thread.ofVirtual().name("message-appender").unstarted(this::loop);
  }

  public static MessageAppender start(
      Database database, Outbox outbox, InstantSource clock, MeterRegistry meters) {
    var appender = new MessageAppender(database, outbox, clock, meters);
    appender.writer.start();
    return appender;
  }

  /// Queues a send; refuses at once with `unavailable` when too many wait, and when draining.
  CompletionStage<Sent> append(Pending pending) {
    if (!waiting.offer(pending)) {
      throw new Problem.Unavailable("Too many messages are waiting").refused();
    }
    return pending.outcome();
  }

  private void loop() {
    while (true) {
      var batch = waiting.take();
      if (batch.isEmpty()) return;
      batches.record(batch.size());
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      store(batch.stream().map(pending -> new Row(pending, MessageId.next(), now)).toList());
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

  /// Takes no more sends, and returns when those that were accepted have been answered; what is
  /// still left after [#DRAIN_MAX] is refused.
  @Override
  public void close() {
    waiting.close();
    try {
      if (writer.join(DRAIN_MAX)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var refused = new Problem.Unavailable("The server is going away").refused();
    for (var rest = waiting.take(); !rest.isEmpty(); rest = waiting.take()) {
      for (var pending : rest) pending.outcome().completeExceptionally(refused);
    }
  }
}
