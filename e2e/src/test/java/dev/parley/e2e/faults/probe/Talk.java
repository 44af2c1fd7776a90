package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Node;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Someone who says one thing after another in a conversation, someone who hears it all, and how
/// long each took from the one to the other.
public final class Talk {
  private final Node node;
  private final Person speaker;
  private final Ear hearer;
  private final String conversation;
  private final String text;
  private final Map<String, Long> said = new ConcurrentHashMap<>();
  private int count;

  /// @param node where it is said
  /// @param hearer who is subscribed to the conversation
  public Talk(Node node, Person speaker, Ear hearer, String conversation, String text) {
    this.node = node;
    this.speaker = speaker;
    this.hearer = hearer;
    this.conversation = conversation;
    this.text = text;
  }

  String conversation() {
    return conversation;
  }

  /// How much was said.
  public int count() {
    return count;
  }

  public void say() {
    var id = "talk-" + count++;
    said.put(id, System.nanoTime());
    speaker
        .api()
        .at(node)
        .post(
            "/conversations/" + conversation + "/messages", Map.of("clientId", id, "content", text))
        .expect(201);
  }

  public void awaitHeard() {
    Await.until("all is heard", () -> hearer.ofType("message.new").size() == count);
  }

  /// The 99th percentile of what the hearer waited, for what was said from that place to this.
  public Duration p99(int from, int to) {
    var waited =
        hearer.ofType("message.new").stream()
            .skip(from)
            .limit(to - from)
            .mapToLong(this::waited)
            .sorted()
            .toArray();
    return Duration.ofNanos(waited[Math.ceilDiv(waited.length * 99, 100) - 1]);
  }

  private long waited(Ear.Note note) {
    var id = note.payload().path("message").path("clientId").asString();
    return note.at() - said.getOrDefault(id, note.at());
  }
}
