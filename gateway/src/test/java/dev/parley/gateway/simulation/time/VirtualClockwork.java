package dev.parley.gateway.simulation.time;

import dev.parley.gateway.clockwork.Clockwork;
import dev.parley.gateway.clockwork.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// The process of a virtual node: its loops, its threads, its clock. When it dies, all of it ends
/// where it stands.
public final class VirtualClockwork implements Clockwork {
  private static final long START_MAX = 100 * Chance.MICRO;
  private static final long WAKE_MAX = 50 * Chance.MICRO;

  private final Timeline timeline;
  private final Chance chance;
  private final List<VirtualLoop> loops = new ArrayList<>();
  private final List<Fiber> fibers = new ArrayList<>();
  private final long clock;
  private boolean dead;

  public VirtualClockwork(Timeline timeline, Chance chance, int loops) {
    this.timeline = timeline;
    this.chance = chance;
    clock = chance.any() / 4;
    for (int i = 0; i < loops; i++) this.loops.add(new VirtualLoop(timeline, chance));
  }

  @Override
  public List<Loop> loops() {
    return List.copyOf(loops);
  }

  public VirtualLoop loop(int index) {
    return loops.get(index);
  }

  @Override
  public long nanoTime() {
    return clock + timeline.nanos();
  }

  @Override
  public void start(String name, Runnable work) {
    if (dead) return;
    fibers.removeIf(Fiber::isOver);
    var fiber = new Fiber(timeline, name, work);
    fibers.add(fiber);
    timeline.after(chance.nanos(0, START_MAX), () -> resume(fiber));
  }

  private void resume(Fiber fiber) {
    if (!dead) fiber.resume();
  }

  @Override
  public <T> T await(CompletableFuture<T> value, Duration most)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (!value.isDone()) {
      var fiber = running();
      var waiting = new boolean[] {true};
      Runnable wake =
          () -> {
            if (waiting[0]) {
              waiting[0] = false;
              resume(fiber);
            }
          };
      var _ = value.whenComplete((_, _) -> timeline.after(chance.nanos(0, WAKE_MAX), wake));
      timeline.after(most.toNanos(), wake);
      fiber.block();
    }
    if (!value.isDone()) throw new TimeoutException();
    return value.get();
  }

  @Override
  public void pause(Duration length) {
    block(length.toNanos());
  }

  /// The calling thread waits.
  public void block(long nanos) {
    var fiber = running();
    timeline.after(nanos, () -> resume(fiber));
    fiber.block();
  }

  private Fiber running() {
    var fiber = timeline.fiber;
    if (fiber == null) throw new Violation("An event loop blocks");
    return fiber;
  }

  /// Threads that have not ended.
  public long threads() {
    return fibers.stream().filter(fiber -> !fiber.isOver()).count();
  }

  public void die() {
    dead = true;
    loops.forEach(VirtualLoop::end);
    fibers.forEach(Fiber::kill);
    fibers.clear();
  }
}
