package dev.parley.gateway.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Virtual time: what is due happens in its order, one thing after another, and the time between
/// passes at once. Knows who is running, since there is only ever one.
public final class Timeline implements InstantSource {
  private static final Instant START = Instant.parse("2026-11-21T06:30:00Z");

  private record Due(long at, long number, Runnable step) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long now;
  private long steps;
  private long numbers;

  /// The loop whose task runs.
  public @Nullable VirtualLoop loop;

  /// The fiber that runs.
  public @Nullable Fiber fiber;

  /// Since the beginning.
  public long nanos() {
    return now;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(now);
  }

  public long steps() {
    return steps;
  }

  public void after(long nanos, Runnable step) {
    at(now + Math.max(nanos, 0), step);
  }

  public void at(long nanos, Runnable step) {
    due.add(new Due(Math.max(nanos, now), numbers++, step));
  }

  /// Lets time pass.
  public void run(Duration length) {
    long end = now + length.toNanos();
    for (var next = due.peek(); next != null && next.at <= end; next = due.peek()) {
      due.remove();
      now = next.at;
      steps++;
      next.step.run();
    }
    now = end;
  }
}
