package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.GroupCommit;
import dev.parley.protocol.Problem;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// The group commit: takes all sends that wait at one moment, of whatever tenant, and appends them
/// in few transactions. A conversation has one writer, which appends its sends in the order in
/// which they came; there are two writers, so that one prepares while the other commits. What was
/// accepted is committed and answered, or refused, and never both; a send whose commit was
/// interrupted is tried again and not stored twice. Answers come on a writer's thread, in the order
/// of the sends to a conversation, after the commit: what follows them must not block.
public final class MessageAppender implements AutoCloseable {
  /// Few transactions with many rows each are the cheapest; one alone waits for itself.
  static final int LANES = 2;

  /// How long [#close()] waits for what was accepted.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

  private final List<GroupCommit<Pending>> lanes;

  /// What appending needs.
  public record Needs(Database database, Outbox outbox, CitedTasks tasks, InstantSource clock) {}

  private MessageAppender(Needs needs, MeterRegistry meters, int count) {
    var batches =
        DistributionSummary.builder("parley.messages.batch")
            .description("Messages appended in one transaction")
            .register(meters);
    var lane = new AppendLane(needs, batches);
    lanes =
        IntStream.range(0, count)
            .mapToObj(i -> GroupCommit.start("message-appender-" + i, AppendLane.BOUNDS, lane))
            .toList();
    Gauge.builder("parley.messages.waiting", lanes, MessageAppender::size)
        .description("Sends that wait for the appender")
        .register(meters);
  }

  public static MessageAppender start(Needs needs, MeterRegistry meters) {
    return start(needs, meters, LANES);
  }

  static MessageAppender start(Needs needs, MeterRegistry meters, int lanes) {
    return new MessageAppender(needs, meters, lanes);
  }

  private static int size(List<GroupCommit<Pending>> lanes) {
    return lanes.stream().mapToInt(GroupCommit::size).sum();
  }

  /// Queues a send; refuses at once with `unavailable` when too many wait, and when draining.
  CompletionStage<Sent> append(Pending pending) {
    if (!lane(pending.conversation()).offer(pending)) {
      throw new Problem.Unavailable("Too many messages are waiting").refused();
    }
    return pending.outcome();
  }

  private GroupCommit<Pending> lane(ConversationId conversation) {
    return lanes.get(Math.floorMod(conversation.hashCode(), lanes.size()));
  }

  /// Takes no more sends, and returns when those that were accepted have been answered; what is
  /// still left after [#DRAIN_MAX] is refused.
  @Override
  public void close() {
    lanes.forEach(GroupCommit::seal);
    var deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    for (var lane : lanes) lane.drain(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
  }
}
