package dev.parley.features.messages;

import dev.parley.features.world.Server;
import dev.parley.platform.kernel.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Prints how many messages a second the appender takes on this machine, with so many sends under
/// way, and the processor time of a message here and in PostgreSQL. Not a test: run its main.
final class AppendRate {
  private static final int CONVERSATIONS = 50;
  private static final int SECONDS = 5;

  private AppendRate() {}

  static void main() {
    try (var server = new Server()) {
      var world = server.world();
      var people = IntStream.range(0, 10).mapToObj(i -> world.person("P" + i)).toList();
      var rooms =
          IntStream.range(0, CONVERSATIONS)
              .mapToObj(i -> world.group(people.get(i % 10), people.toArray(Actor[]::new)))
              .toList();
      for (int underWay : new int[] {1, 64, 512, 512, 2_048}) {
        var room = new Semaphore(underWay);
        var sent = new ArrayList<CompletableFuture<?>>();
        long start = System.nanoTime();
        var before = Cpu.now();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
          room.acquireUninterruptibly();
          int i = sent.size();
          var name = underWay + "-" + start + "-" + i;
          var draft = MessageDraft.of(name, "A message of some length ".repeat(4));
          sent.add(
              server
                  .messages
                  .send(people.get(i % 10), rooms.get(i % CONVERSATIONS), draft)
                  .whenComplete((_, _) -> room.release())
                  .toCompletableFuture());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        var used = Cpu.now().since(before);
        System.out.printf(
            "%5d under way: %,7.0f messages/s, %5.1f us of JVM, %5.1f us of PostgreSQL a message%n",
            underWay,
            sent.size() / seconds,
            used.own() * 1e6 / sent.size(),
            used.database() * 1e6 / sent.size());
      }
    }
  }

  /// Seconds of processor time so far.
  private record Cpu(double own, double database) {
    static Cpu now() {
      return new Cpu(
          seconds(ProcessHandle.current()),
          ProcessHandle.current().descendants().mapToDouble(Cpu::seconds).sum());
    }

    private static double seconds(ProcessHandle process) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    Cpu since(Cpu before) {
      return new Cpu(own - before.own, database - before.database);
    }
  }
}
