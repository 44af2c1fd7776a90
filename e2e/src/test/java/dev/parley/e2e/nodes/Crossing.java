package dev.parley.e2e.nodes;

import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World.Person;
import dev.parley.platform.agents.Agent;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// Someone at one node writes steadily to someone at another. Keeps how long each message took from
/// its acknowledgement until it was heard, and each acknowledgement from its sending.
final class Crossing implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration HEARD_MAX = Duration.ofSeconds(20);

  private final Socket writer;
  private final Socket reader;
  private final String conversation;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final List<Long> heardAt = new CopyOnWriteArrayList<>();
  private final Agent writing;
  private final Agent looking;

  private record Sent(String clientId, long at, long acknowledged) {}

  /// Who writes and who reads, in one conversation.
  record Pair(Person writer, Person reader, String conversation) {}

  private Crossing(Node from, Node to, Pair pair) {
    conversation = pair.conversation();
    reader = Socket.open(to, pair.reader().token());
    reader.subscribe(topic());
    writer = Socket.open(from, pair.writer().token());
    writing = Agent.start("writer", PACE, this::write);
    looking = Agent.start("reader", LOOK, this::look);
  }

  static Crossing start(Node from, Node to, Pair pair) {
    return new Crossing(from, to, pair);
  }

  String topic() {
    return "conversation:" + conversation;
  }

  private void write() {
    var clientId = "m" + sent.size();
    long at = System.nanoTime();
    var draft = Map.of("conversationId", conversation, "clientId", clientId, "content", clientId);
    writer.call("message.send", draft).expectReply();
    sent.add(new Sent(clientId, at, System.nanoTime()));
  }

  private List<String> heard() {
    return reader.events(topic()).stream()
        .filter(frame -> Socket.type(frame).equals("message.new"))
        .map(Crossing::clientId)
        .toList();
  }

  private static String clientId(JsonNode frame) {
    return frame.path("payload").path("message").path("clientId").asString();
  }

  private void look() {
    int now = heard().size();
    while (heardAt.size() < now) heardAt.add(System.nanoTime());
  }

  /// How many were acknowledged so far.
  int count() {
    return sent.size();
  }

  /// Waits until so many more were acknowledged; answers how many there were before.
  int awaitMore(int more) {
    int before = count();
    Await.until("messages are accepted", () -> count() >= before + more);
    return before;
  }

  /// What the messages from one number to another came to.
  ///
  /// @param median from acknowledgement to hearing, of half of them
  /// @param slowest the same, of all
  /// @param answer from sending to acknowledgement, of all
  record Outcome(int messages, Duration median, Duration slowest, Duration answer) {
    /// A poll every two seconds takes one on average.
    private static final Duration BY_BUS_MAX = Duration.ofMillis(300);

    /// Whether the bus carried them, and nobody had to look into the log.
    boolean byBus() {
      return median.compareTo(BY_BUS_MAX) < 0;
    }

    @Override
    public String toString() {
      return "%d messages heard after %d ms (median) to %d ms, acknowledged after at most %d ms"
          .formatted(messages, median.toMillis(), slowest.toMillis(), answer.toMillis());
    }
  }

  /// Waits until all of them were heard.
  Outcome outcome(int from, int to) {
    Await.until("all are heard", HEARD_MAX, () -> heardAt.size() >= to);
    var waits = new ArrayList<Duration>();
    var answers = new ArrayList<Duration>();
    for (int i = from; i < to; i++) {
      var one = sent.get(i);
      waits.add(Duration.ofNanos(heardAt.get(i) - one.acknowledged()));
      answers.add(Duration.ofNanos(one.acknowledged() - one.at()));
    }
    Collections.sort(waits);
    return new Outcome(
        waits.size(), waits.get(waits.size() / 2), waits.getLast(), Collections.max(answers));
  }

  /// Ends the writing; what was heard in all, which is what was sent, once and in order.
  List<String> finish() {
    writing.close();
    Await.until("all are heard", HEARD_MAX, () -> heard().size() >= sent.size());
    return heard();
  }

  List<String> acknowledged() {
    return sent.stream().map(Sent::clientId).toList();
  }

  @Override
  public void close() {
    writing.close();
    looking.close();
    writer.close();
    reader.close();
  }
}
