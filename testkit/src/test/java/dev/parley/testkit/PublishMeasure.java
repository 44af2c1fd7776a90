package dev.parley.testkit;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.bus.RedisBus;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.protocol.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Prints how fast one node publishes on Redis, and what a message costs in CPU. A program and no
/// test: nothing here is asserted, and its figures mean something on a quiet machine alone.
/// Arguments: messages, messages of one moment, topics.
final class PublishMeasure {
  private static final int FRAME_BYTES = 300;
  private static final Position AT = new Position("0123456789abcdef", 1);

  private final RedisBus bus;
  private final long redis;
  private final List<TopicKey> topics = new ArrayList<>();

  private PublishMeasure(RedisBus bus, long redis, int topics) {
    this.bus = bus;
    this.redis = redis;
    var tenant = TenantId.next();
    for (int i = 0; i < topics; i++) {
      this.topics.add(new TopicKey(tenant, Topic.conversation(UserId.next().value())));
    }
  }

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int moment = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    int topics = args.length > 2 ? Integer.parseInt(args[2]) : 100;
    try (var server = TestRedis.create();
        var connection = RedisConnection.connect(server.address());
        var bus = RedisBus.open(connection, new SimpleMeterRegistry())) {
      var measure = new PublishMeasure(bus, server.pid(), topics);
      measure.run(messages / 2, moment);
      System.out.println(measure.run(messages, moment));
    }
    System.exit(0);
  }

  private record Spent(int messages, int moment, long wall, long own, long redis) {
    @Override
    public String toString() {
      return "%d at a time: %,d messages/s, %.2f µs CPU a message here, %.2f µs in Redis"
          .formatted(
              moment,
              messages * 1_000_000_000L / wall,
              own / 1e3 / messages,
              redis / 1e3 / messages);
    }
  }

  /// Two moments are under way at any time, as when one commit follows the other.
  private Spent run(int messages, int moment) throws IOException {
    long wall = System.nanoTime();
    long own = ownCpu();
    long theirs = cpu(redis);
    var before = CompletableFuture.<Void>completedFuture(null);
    for (int done = 0; done < messages; done += moment) {
      var now = publish(done, moment);
      before.join();
      before = now;
    }
    before.join();
    return new Spent(
        messages, moment, System.nanoTime() - wall, ownCpu() - own, cpu(redis) - theirs);
  }

  private CompletableFuture<Void> publish(int from, int count) {
    var messages = new ArrayList<BusMessage>(count);
    for (int i = 0; i < count; i++) {
      var key = topics.get((from + i) % topics.size());
      var frame = new Frame(new byte[FRAME_BYTES]);
      messages.add(new BusMessage.Durable(key, AT, frame, new Ending.Nobody()));
    }
    return bus.publish(messages).toCompletableFuture();
  }

  private static long ownCpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Of a process, in nanoseconds, as precise as the kernel's 10 ms.
  private static long cpu(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000_000L;
  }
}
