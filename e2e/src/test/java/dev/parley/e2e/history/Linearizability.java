package dev.parley.e2e.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether calls that overlapped could have happened one after the other, each between its
/// invocation and its return. The search of Wing and Gong, with Lowe's memory of the configurations
/// that led nowhere.
public final class Linearizability {
  /// Configurations that are looked at before the answer is [Verdict.Undecided].
  static final int CONFIGURATIONS_MAX = 1_000_000;

  /// What was found.
  public sealed interface Verdict {
    record Holds() implements Verdict {}

    /// @param stuck the call that fits in no order; the calls before it did
    record Broken(Call stuck) implements Verdict {}

    /// It would have taken too long.
    record Undecided() implements Verdict {}
  }

  /// An invocation or a return; they form a list from which what is taken is lifted out.
  private static final class Event {
    final int call;
    final @Nullable Event returns;
    @Nullable Event next;
    @Nullable Event previous;

    Event(int call, @Nullable Event returns) {
      this.call = call;
      this.returns = returns;
    }
  }

  private record Configuration(BitSet taken, String state) {}

  private record Step(Event event, String stateBefore) {}

  private final Model model;
  private final List<Call> calls;
  private final Event head = new Event(-1, null);
  private final Set<Configuration> seen = new HashSet<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final BitSet taken = new BitSet();
  private int furthest = -1;
  private @Nullable Call stuck;

  private Linearizability(Model model, List<Call> calls) {
    this.model = model;
    this.calls = calls;
    link();
  }

  /// Judges the calls on one thing.
  public static Verdict check(Model model, List<Call> calls) {
    return new Linearizability(model, calls).search();
  }

  private record Moment(long nanos, boolean isReturn, Event event) {}

  private void link() {
    var moments = new ArrayList<Moment>();
    for (int i = 0; i < calls.size(); i++) {
      var returns = new Event(i, null);
      moments.add(new Moment(calls.get(i).invoked(), false, new Event(i, returns)));
      moments.add(new Moment(calls.get(i).returned(), true, returns));
    }
    // At one moment invocations come first, which allows more orders, never fewer.
    moments.sort(Comparator.comparingLong(Moment::nanos).thenComparing(Moment::isReturn));
    var last = head;
    for (var moment : moments) {
      last.next = moment.event;
      moment.event.previous = last;
      last = moment.event;
    }
  }

  private Verdict search() {
    var state = model.initial();
    var at = head.next;
    while (at != null) {
      var call = calls.get(at.call);
      if (at.returns == null) {
        // Whatever is left was never answered, and need not have happened.
        if (call.open()) return new Verdict.Holds();
        note(call);
        if (steps.isEmpty()) return new Verdict.Broken(stuck == null ? call : stuck);
        var step = steps.pop();
        state = step.stateBefore;
        putBack(step.event);
        at = step.event.next;
        continue;
      }
      var after = model.after(state, call);
      if (after.isPresent() && isNew(at.call, after.get())) {
        if (seen.size() > CONFIGURATIONS_MAX) return new Verdict.Undecided();
        steps.push(new Step(at, state));
        state = after.get();
        lift(at);
        at = head.next;
      } else {
        at = at.next;
      }
    }
    return new Verdict.Holds();
  }

  private boolean isNew(int call, String after) {
    var now = (BitSet) taken.clone();
    now.set(call);
    return seen.add(new Configuration(now, after));
  }

  private void note(Call call) {
    if (taken.cardinality() <= furthest) return;
    furthest = taken.cardinality();
    stuck = call;
  }

  private void lift(Event event) {
    taken.set(event.call);
    unlink(event);
    if (event.returns != null) unlink(event.returns);
  }

  private void putBack(Event event) {
    taken.clear(event.call);
    if (event.returns != null) relink(event.returns);
    relink(event);
  }

  private static void unlink(Event event) {
    if (event.previous != null) event.previous.next = event.next;
    if (event.next != null) event.next.previous = event.previous;
  }

  private static void relink(Event event) {
    if (event.previous != null) event.previous.next = event;
    if (event.next != null) event.next.previous = event;
  }
}
