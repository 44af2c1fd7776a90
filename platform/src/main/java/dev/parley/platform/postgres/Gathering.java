package dev.parley.platform.postgres;

import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks in one query what many threads want to know at the same moment: questions that come while
/// queries are under way gather, and are asked by the next. Nobody waits for company: a single
/// question is asked at once. Every answer was read after its question was put. A query asks about
/// one group alone, such as a tenant, and its fault reaches nobody else. Safe for any thread; not
/// for one with a transaction of its own open, which would not be asked in it.
///
/// @param <Q> a question, with equals and hashCode; equal ones that gather are asked once
/// @param <A> an answer
public final class Gathering<Q, A> {
  /// Most distinct questions that wait; one more is refused at once.
  static final int WAITING_MAX = 20_000;

  /// How long anyone waits for an answer: a query and the one before it.
  static final Duration WAIT_MAX = Duration.ofSeconds(20);

  /// How much is asked.
  ///
  /// @param atOnce most queries under way
  /// @param ofGroup most of them about one group
  /// @param questions most questions of one query
  public record Bounds(int atOnce, int ofGroup, int questions) {}

  private final Bounds bounds;
  private final Function<Q, ?> group;
  private final Function<List<Q>, Map<Q, A>> query;
  private final LinkedHashMap<Object, Group<Q, A>> groups = new LinkedHashMap<>();
  private int waiting;
  private int running;

  /// @param group what a question is about; a query's questions are about the same
  /// @param query answers distinct questions; blocks; what it leaves out has no answer
  public Gathering(Bounds bounds, Function<Q, ?> group, Function<List<Q>, Map<Q, A>> query) {
    this.bounds = bounds;
    this.group = group;
    this.query = query;
  }

  private static final class Group<Q, A> {
    LinkedHashMap<Q, CompletableFuture<Optional<A>>> waiting = new LinkedHashMap<>();
    int running;
  }

  private record Batch<Q, A>(
      Object about, Group<Q, A> group, Map<Q, CompletableFuture<Optional<A>>> asked) {}

  /// Blocks until the question is answered, at most for [#WAIT_MAX]. Throws what the query throws;
  /// refuses with `unavailable` when that takes too long, too many wait, or it is interrupted.
  public Optional<A> ask(Q question) {
    try {
      return put(question).get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem.Unavailable("Interrupted while waiting for the database").refused();
    } catch (TimeoutException _) {
      throw new Problem.Unavailable("The database does not answer in time").refused();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException("A query failed", e.getCause());
    }
  }

  /// Distinct questions that wait for a query.
  public synchronized int waiting() {
    return waiting;
  }

  private synchronized CompletableFuture<Optional<A>> put(Q question) {
    var theirs = groups.computeIfAbsent(group.apply(question), _ -> new Group<>());
    var known = theirs.waiting.get(question);
    if (known != null) return known;
    if (waiting >= WAITING_MAX) {
      throw new Problem.Unavailable("Too many questions are waiting").refused();
    }
    var answer = new CompletableFuture<Optional<A>>();
    theirs.waiting.put(question, answer);
    waiting++;
    startWhatMay();
    return answer;
  }

  private void startWhatMay() {
    while (running < bounds.atOnce) {
      var batch = next();
      if (batch == null) return;
      running++;
      batch.group.running++;
      Thread.ofVirtual().name("gathering").start(() -> run(batch));
    }
  }

  /// Of the group that has waited longest, and may be asked about.
  private @Nullable Batch<Q, A> next() {
    for (var entry : groups.entrySet()) {
      var theirs = entry.getValue();
      if (theirs.waiting.isEmpty() || theirs.running >= bounds.ofGroup) continue;
      var about = entry.getKey();
      groups.remove(about);
      groups.put(about, theirs);
      return new Batch<>(about, theirs, take(theirs));
    }
    return null;
  }

  private Map<Q, CompletableFuture<Optional<A>>> take(Group<Q, A> from) {
    var taken = from.waiting;
    from.waiting = new LinkedHashMap<>();
    for (var left = taken.size(); left > bounds.questions; left--) {
      var last = taken.pollLastEntry();
      from.waiting.putFirst(last.getKey(), last.getValue());
    }
    waiting -= taken.size();
    return taken;
  }

  private void run(Batch<Q, A> batch) {
    try {
      var answers = query.apply(List.copyOf(batch.asked.keySet()));
      batch.asked.forEach(
          (question, future) -> future.complete(Optional.ofNullable(answers.get(question))));
    } catch (Throwable e) {
      batch.asked.values().forEach(future -> future.completeExceptionally(e));
      if (e instanceof Error error) throw error;
    } finally {
      ended(batch);
    }
  }

  private synchronized void ended(Batch<Q, A> batch) {
    running--;
    batch.group.running--;
    if (batch.group.running == 0 && batch.group.waiting.isEmpty()) {
      groups.remove(batch.about, batch.group);
    }
    startWhatMay();
  }
}
