package dev.parley.features.messages;

import dev.parley.features.world.Server;
import dev.parley.platform.kernel.Actor;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Prints how many messages a second the appender takes on this machine, with so many sends under
/// way. Not a test: run its main.
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
        System.out.printf("%5d under way: %,.0f messages/s%n", underWay, sent.size() / seconds);
      }
    }
  }
}
