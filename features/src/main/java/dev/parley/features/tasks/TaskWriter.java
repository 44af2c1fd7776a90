package dev.parley.features.tasks;

import dev.parley.features.boards.Boards;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.messages.Messages;
import dev.parley.features.tasks.TaskOrder.Drop;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.GroupCommit;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the tasks of a node: takes all orders that wait at one moment, and carries out those of
/// one tenant in one transaction, in the order in which they came. An order that is refused changes
/// nothing, and hinders no other. Answers come on the writer's thread, after the commit.
public final class TaskWriter implements AutoCloseable {
  /// A tenant has one of these: its orders keep their order, and where one waits for a lock the
  /// tenants of the others do not.
  static final int LANES = 4;

  static final GroupCommit.Bounds BOUNDS = new GroupCommit.Bounds(4_096, 32L << 20, 256, 1L << 20);

  /// How long [#close()] waits for what was accepted.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

  private final Doors doors;
  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;
  private final List<GroupCommit<TaskOrder>> lanes;

  /// What it needs of other features.
  public record Doors(
      Workspaces workspaces, Boards boards, Conversations conversations, Messages messages) {}

  private TaskWriter(Doors doors, Database database, Outbox outbox, InstantSource clock) {
    this.doors = doors;
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.lanes =
        IntStream.range(0, LANES)
            .mapToObj(i -> GroupCommit.<TaskOrder>start("task-writer-" + i, BOUNDS, this::write))
            .toList();
  }

  public static TaskWriter start(
      Doors doors, Database database, Outbox outbox, InstantSource clock) {
    return new TaskWriter(doors, database, outbox, clock);
  }

  /// Queues an order; refuses at once with `unavailable` when too many wait, and when draining.
  CompletionStage<List<Task>> carryOut(TaskOrder order) {
    int lane = Math.floorMod(order.actor().tenant().hashCode(), LANES);
    if (!lanes.get(lane).offer(order)) {
      throw new Problem.Unavailable("Too many changes are waiting").refused();
    }
    return order.outcome();
  }

  private List<Runnable> write(List<TaskOrder> batch) {
    var tenant = batch.getFirst().actor().tenant();
    return database.in(tenant, tx -> write(tx, tenant, batch));
  }

  private List<Runnable> write(Transaction tx, TenantId tenant, List<TaskOrder> batch) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var ledger = Ledger.open(tx, tenant, doors, batch);
    var talks = new HashMap<>(doors.conversations().holdOfTasks(tx, tenant, dropped(batch)));
    var sources = Sources.of(tx, doors.messages(), batch);
    var answers = new ArrayList<Runnable>(batch.size());
    for (var order : batch) {
      var desk = new Desk(ledger, sources, order.actor(), now);
      try {
        var tasks = desk.carryOut(order.steps());
        ledger.keep();
        endTalks(tx, order, talks);
        for (var event : desk.events()) outbox.publish(tx, tenant, event);
        answers.add(() -> order.outcome().complete(tasks));
      } catch (Refused e) {
        ledger.forget();
        answers.add(() -> order.fail(e));
      }
    }
    ledger.save(now);
    return answers;
  }

  private static Set<UUID> dropped(List<TaskOrder> batch) {
    return batch.stream().flatMap(TaskWriter::dropped).collect(Collectors.toSet());
  }

  private static Stream<UUID> dropped(TaskOrder order) {
    return order.steps().stream().filter(Drop.class::isInstance).map(step -> step.id().value());
  }

  /// What people said of a task goes with it.
  private void endTalks(Transaction tx, TaskOrder order, Map<UUID, ConversationId> talks) {
    dropped(order)
        .map(talks::remove)
        .filter(Objects::nonNull)
        .forEach(talk -> doors.conversations().endWithTask(tx, order.actor(), talk));
  }

  /// Takes no more orders, and returns when those that were accepted have been answered; what is
  /// still left after [#DRAIN_MAX] is refused.
  @Override
  public void close() {
    lanes.forEach(GroupCommit::seal);
    var deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    for (var lane : lanes) lane.drain(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
  }
}
