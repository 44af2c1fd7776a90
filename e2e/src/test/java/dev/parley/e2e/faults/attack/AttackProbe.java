package dev.parley.e2e.faults.attack;

import dev.parley.e2e.faults.load.Link;
import dev.parley.e2e.faults.probe.Ear;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import dev.parley.e2e.faults.probe.Probe;
import dev.parley.e2e.faults.probe.Scene;
import dev.parley.e2e.faults.probe.Talk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/// Others talk on a node, first in peace and then while it is attacked. They must not feel it, and
/// the node must not grow.
///
/// @param attack what is done to the node
public record AttackProbe(Attack attack) implements Probe {
  private static final int MESSAGES = 1_000;

  /// Long enough for the head of a request to be waited for in vain.
  private static final Duration ATTACK = Duration.ofSeconds(12);

  private static final double SLOWER_MAX = 1.2;

  /// What two thousand connections and all that is known of them may hold.
  private static final long GROWTH_BYTES_MAX = 16 << 20;

  @Override
  public List<Finding> measure(Scene scene) {
    var world = scene.world();
    var node = scene.cluster().station(1).node();
    var hearer = world.person("Hearer");
    var conversation = world.group("Under attack", world.admin(), hearer);
    try (var ear = Ear.to(Link.open(node.socket(), hearer.token()))) {
      ear.subscribe("conversation:" + conversation);
      var talk = new Talk(node, world.admin(), ear, conversation, "As ever");
      while (talk.count() < MESSAGES) talk.say();
      talk.awaitHeard();
      return attacked(new Attack.Target(node, world), talk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Finding> attacked(Attack.Target target, Talk talk) {
    long before = LiveHeap.bytes(target.node());
    var goesOn = new AtomicBoolean(true);
    var attacking = new FutureTask<>(() -> attack.run(target, goesOn::get));
    Thread.ofVirtual().name("attack").start(attacking);
    int from = talk.count();
    long end = System.nanoTime() + ATTACK.toNanos();
    while (System.nanoTime() < end || talk.count() < from + MESSAGES) talk.say();
    talk.awaitHeard();
    int to = talk.count();
    long growth = LiveHeap.bytes(target.node()) - before;
    goesOn.set(false);
    var findings = new ArrayList<>(result(attacking));
    var max = Duration.ofNanos((long) (talk.p99(0, from).toNanos() * SLOWER_MAX));
    var how = "%,d kB, of %,d".formatted(growth / 1_000, GROWTH_BYTES_MAX / 1_000);
    findings.add(Finding.seen(Law.T1, "the live heap grew by", how, growth <= GROWTH_BYTES_MAX));
    findings.add(
        Finding.within(Law.T1, "others' p99, of 1.2 of before", talk.p99(from, to), max).lenient());
    return findings;
  }

  private static List<Finding> result(FutureTask<List<Finding>> attacking) {
    try {
      return attacking.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError("The attack broke off", e.getCause());
    }
  }
}
