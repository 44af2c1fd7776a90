package dev.parley.gateway;

import com.sun.management.ThreadMXBean;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Frame;
import dev.parley.platform.events.Position;
import dev.parley.protocol.Topic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Prints how fast one topic reaches many readers. A program and no test: nothing here is asserted,
/// and its figures mean something on a quiet machine alone. Arguments: readers, events, events in a
/// burst.
final class FanoutMeasure {
  private static final int EVENT_BYTES = 300;

  private FanoutMeasure() {}

  public static void main(String[] args) throws Exception {
    int readers = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int events = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    int burst = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    try (var node = Node.start();
        var selector = Selector.open()) {
      var topic = node.topic();
      for (int i = 0; i < readers; i++) join(node, selector, topic);
      run(node, selector, topic, new Load(readers, 0, events / 4, burst));
      run(node, selector, topic, new Load(readers, events / 4, events, burst));
    }
    System.exit(0);
  }

  private record Load(int readers, int from, int events, int burst) {}

  private static void join(Node node, Selector selector, Topic topic) throws IOException {
    var address = node.address();
    var channel =
        SocketChannel.open(new InetSocketAddress(address.getAddress(), address.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    var head =
        "GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
            + node.doorman.token(node.person())
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
    readUntil(channel, "\"ready\"");
    var payload = "{\"id\":\"s\",\"type\":\"subscribe\",\"payload\":{\"topic\":\"" + topic + "\"}}";
    var frame = Deflate.frame(0x81, payload.getBytes(StandardCharsets.UTF_8));
    channel.write(ByteBuffer.wrap(frame));
    readUntil(channel, "\"events\":[]");
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  private static void readUntil(SocketChannel channel, String text) throws IOException {
    var buffer = ByteBuffer.allocate(4_096);
    var all = new StringBuilder();
    while (all.indexOf(text) < 0) {
      buffer.clear();
      if (channel.read(buffer) < 0) throw new IOException("Closed: " + all);
      all.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
    }
  }

  private static void run(Node node, Selector selector, Topic topic, Load load) throws IOException {
    var frame = new Frame(text(topic).getBytes(StandardCharsets.UTF_8));
    long bytesEach = (long) (frame.length() + 4) * load.burst;
    long wanted = bytesEach * load.readers;
    var buffer = ByteBuffer.allocateDirect(1 << 20);
    var cpuBefore = loopCpu();
    long began = System.nanoTime();
    long offset = load.from;
    for (int i = 0; i < load.events; i += load.burst) {
      for (int b = 0; b < load.burst; b++) {
        var at = new Position("1", ++offset);
        node.bus.publish(new BusMessage.Durable(node.key(topic), at, frame, new Ending.Nobody()));
      }
      long got = 0;
      while (got < wanted) {
        selector.select(1_000);
        for (var key : selector.selectedKeys()) {
          buffer.clear();
          got += ((SocketChannel) key.channel()).read(buffer);
        }
        selector.selectedKeys().clear();
      }
    }
    print(load, System.nanoTime() - began, cpuBefore);
  }

  private static void print(Load load, long nanos, Map<Long, Long> cpuBefore) {
    long cpu = 0;
    for (var now : loopCpu().entrySet()) {
      cpu += now.getValue() - cpuBefore.getOrDefault(now.getKey(), 0L);
    }
    double deliveries = (double) load.events * load.readers;
    System.out.printf(
        "%,d readers, bursts of %d: %,.0f deliveries/s, %,.0f per loop-CPU-second%n",
        load.readers, load.burst, deliveries * 1e9 / nanos, deliveries * 1e9 / cpu);
  }

  private static Map<Long, Long> loopCpu() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<Long, Long> cpu = new HashMap<>();
    for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().contains("multiThreadIoEventLoop")) {
        cpu.put(info.getThreadId(), threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return cpu;
  }

  private static String text(Topic topic) {
    var start = "{\"type\":\"note\",\"topic\":\"" + topic + "\",\"offset\":1,\"payload\":{\"x\":\"";
    var end = "\"},\"timestamp\":\"2026-11-21T06:30:00.123Z\"}";
    return start + "x".repeat(EVENT_BYTES - start.length() - end.length()) + end;
  }
}
