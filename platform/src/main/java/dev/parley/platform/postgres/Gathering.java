package dev.parley.platform.postgres;

import dev.parley.protocol.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// Asks in one query what many threads want to know at the same moment: questions that come while a
/// query is under way gather, and are asked by the next. Nobody waits for company: a single
/// question is asked at once. Every answer was read after its question was put. Safe for any
/// thread; not for one with a transaction of its own open, which would not be asked in it.
///
/// @param <Q> a question, with equals and hashCode; equal ones that gather are asked once
/// @param <A> an answer
public final class Gathering<Q, A> {
  private final int atOnceMax;
  private final int questionsMax;
  private final Function<List<Q>, Map<Q, A>> query;
  private LinkedHashMap<Q, CompletableFuture<Optional<A>>> waiting = new LinkedHashMap<>();
  private int running;

  /// @param atOnceMax most queries under way
  /// @param questionsMax most questions of one query
  /// @param query answers distinct questions; blocks; what it leaves out has no answer
  public Gathering(int atOnceMax, int questionsMax, Function<List<Q>, Map<Q, A>> query) {
    this.atOnceMax = atOnceMax;
    this.questionsMax = questionsMax;
    this.query = query;
  }

  /// Blocks until the question is answered. Throws what the query throws; refuses with
  /// `unavailable` when interrupted.
  public Optional<A> ask(Q question) {
    try {
      return put(question).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem.Unavailable("Interrupted while waiting for the database").refused();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException("A query failed", e.getCause());
    }
  }

  /// Distinct questions that wait for a query.
  public synchronized int waiting() {
    return waiting.size();
  }

  private synchronized CompletableFuture<Optional<A>> put(Q question) {
    var answer = waiting.computeIfAbsent(question, _ -> new CompletableFuture<>());
    if (running < atOnceMax) {
      running++;
      Thread.ofVirtual().name("gathering").start(this::askWhileAnyWaits);
    }
    return answer;
  }

  private void askWhileAnyWaits() {
    for (var some = next(); !some.isEmpty(); some = next()) ask(some);
  }

  private void ask(Map<Q, CompletableFuture<Optional<A>>> some) {
    try {
      var answers = query.apply(List.copyOf(some.keySet()));
      some.forEach(
          (question, future) -> future.complete(Optional.ofNullable(answers.get(question))));
    } catch (Throwable e) {
      some.values().forEach(future -> future.completeExceptionally(e));
      if (e instanceof Error error) throw error;
    }
  }

  /// Those whose turn it is. Nobody: this query was the last.
  private synchronized Map<Q, CompletableFuture<Optional<A>>> next() {
    if (waiting.isEmpty()) {
      running--;
      return Map.of();
    }
    var some = waiting;
    waiting = new LinkedHashMap<>();
    if (some.size() <= questionsMax) return some;
    var keys = new ArrayList<>(some.keySet());
    for (var later : keys.subList(questionsMax, keys.size())) {
      waiting.put(later, some.remove(later));
    }
    return some;
  }
}
