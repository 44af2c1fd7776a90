package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Socket;
import dev.parley.e2e.Socket.Position;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.load.Link;
import dev.parley.e2e.nodes.Metrics;
import dev.parley.protocol.CloseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Someone subscribes and never reads, while a lot is said. They must be cut at the bound, told
/// why, and resume without a gap; another reader of the same must not feel it.
public final class SlowReaderProbe implements Probe {
  /// Three bytes each as UTF-8.
  private static final String LONG_TEXT = "€".repeat(9_000);

  private static final String SLOW_READERS = "parley_slow_readers_total";
  private static final int CALM_MESSAGES = 200;
  private static final int MESSAGES_MAX = 3_000;
  private static final Duration TAKEN_MAX = Duration.ofSeconds(20);
  private static final double SLOWER_MAX = 1.2;

  @Override
  public List<Finding> measure(Scene scene) {
    var world = scene.world();
    var quick = world.person("Quick");
    var slow = world.person("Slow");
    var conversation = world.group("Flood", world.admin(), quick, slow);
    var uri = scene.cluster().station(1).node().socket();
    try (var ear = Ear.to(Link.open(uri, quick.token()))) {
      ear.subscribe("conversation:" + conversation);
      var other = scene.cluster().station(0).node();
      var talk = new Talk(other, world.admin(), ear, conversation, LONG_TEXT);
      while (talk.count() < CALM_MESSAGES) talk.say();
      talk.awaitHeard();
      try (var deaf = Link.unread(uri, slow.token())) {
        return flood(scene, talk, deaf, slow);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Finding> flood(Scene scene, Talk talk, Link deaf, Person slow)
      throws IOException {
    var node = scene.cluster().station(1).node();
    var calm = talk.p99(0, CALM_MESSAGES);
    var start = subscribe(deaf, "conversation:" + talk.conversation());
    double before = Metrics.of(node, SLOW_READERS);
    while (Metrics.of(node, SLOW_READERS) == before && talk.count() < MESSAGES_MAX) talk.say();
    boolean cut = talk.count() < MESSAGES_MAX;
    var offsets = new ArrayList<Long>();
    int code = readAll(deaf, offsets);
    talk.awaitHeard();
    long seen = offsets.isEmpty() ? start.offset() : offsets.getLast();
    boolean resumed =
        resume(scene, slow, new Position(start.topic(), start.epoch(), seen), offsets);
    int flooded = talk.count() - CALM_MESSAGES;
    var all = LongStream.rangeClosed(start.offset() + 1, start.offset() + flooded).boxed().toList();
    var max = Duration.ofNanos((long) (calm.toNanos() * SLOWER_MAX));
    return List.of(
        Finding.seen(Law.L5, "who never reads is cut", "after " + flooded + " messages", cut),
        Finding.seen(Law.L5, "and told so where the words fit", "code " + code, isCode(code))
            .lenient(),
        Finding.fact(
            Law.L5, "and resumes at the other node without gap", resumed && offsets.equals(all)),
        Finding.within(
                Law.L5, "others' p99, of 1.2 of before", talk.p99(CALM_MESSAGES, talk.count()), max)
            .lenient());
  }

  /// Reads until the subscription stands, and no further.
  private static Position subscribe(Link deaf, String topic) throws IOException {
    deaf.send("subscribe", Map.of("topic", topic));
    while (true) {
      var next = deaf.next(TAKEN_MAX);
      if (next.isEmpty() || !(next.get() instanceof Link.Heard.Frame frame)) {
        throw new IOException("Not subscribed: " + next);
      }
      if (frame.type().equals("reply")) return Position.of(frame.payload());
    }
  }

  private static boolean isCode(int code) {
    return code == CloseCode.SLOW_READER.code();
  }

  /// Reads what was on its way; answers the code with which it ended.
  private static int readAll(Link deaf, List<Long> offsets) throws IOException {
    while (true) {
      var next = deaf.next(TAKEN_MAX);
      switch (next.orElse(new Link.Heard.End(0))) {
        case Link.Heard.End(var code) -> {
          return code;
        }
        case Link.Heard.Frame frame -> note(frame.body(), offsets);
      }
    }
  }

  private static void note(JsonNode event, List<Long> offsets) {
    if (event.path("offset").isIntegralNumber()) offsets.add(event.path("offset").asLong());
  }

  private static boolean resume(Scene scene, Person slow, Position from, List<Long> offsets) {
    try (var socket = Socket.open(scene.cluster().station(0).node(), slow.token())) {
      var at = from;
      while (true) {
        var reply = socket.resume(at);
        if (!reply.path("recovered").asBoolean()) return false;
        StreamSupport.stream(reply.path("events").spliterator(), false)
            .forEach(event -> note(event, offsets));
        if (!reply.path("hasMore").asBoolean()) return true;
        at = Position.of(reply);
      }
    }
  }
}
