package dev.parley.testkit;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.platform.bus.RedisBus;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.protocol.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Prints what it costs to hear many topics, and to hear them again after Redis was gone. A program
/// and no test. Argument: topics.
final class SubscribeMeasure {
  private static final Duration BACK_MAX = Duration.ofSeconds(60);

  private SubscribeMeasure() {}

  public static void main(String[] args) {
    int topics = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    try (var server = TestRedis.create();
        var connection = RedisConnection.connect(server.address());
        var bus = RedisBus.open(connection, new SimpleMeterRegistry())) {
      hear(bus, topics / 10);
      print("heard", topics, () -> hear(bus, topics));
      server.kill();
      Await.until("the loss is noticed", () -> !bus.connected());
      server.start();
      print("heard again", topics, () -> Await.until("back", BACK_MAX, bus::connected));
    }
    System.exit(0);
  }

  private static void hear(RedisBus bus, int topics) {
    var tenant = TenantId.next();
    var heard =
        Stream.generate(() -> new TopicKey(tenant, Topic.conversation(UserId.next().value())))
            .limit(topics)
            .map(key -> bus.subscribe(key).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(heard).join();
  }

  private static void print(String what, int topics, Runnable work) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long wall = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    work.run();
    System.out.printf(
        "%,d topics %s in %d ms, %.1f µs CPU a topic%n",
        topics,
        what,
        (System.nanoTime() - wall) / 1_000_000,
        (system.getProcessCpuTime() - cpu) / 1e3 / topics);
  }
}
