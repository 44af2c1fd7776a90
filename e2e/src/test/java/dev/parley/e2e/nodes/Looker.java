package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Somebody who looks at a topic and hears who else does: a client that says so again and again, as
/// often as it has to where nobody is waited for as long as usual.
final class Looker implements AutoCloseable {
  private static final long BEAT_MILLIS = 1_000;

  private final Socket socket;
  private final String topic;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private Looker(Socket socket, String topic) {
    this.socket = socket;
    this.topic = topic;
  }

  /// Connects, hears the topic and looks at it.
  static Looker open(Node node, Person person, String topic) {
    var socket = Socket.open(node, person.token());
    socket.subscribe(topic);
    return new Looker(socket, topic).beating();
  }

  /// Looks at the topic and hears nothing of it.
  static Looker deaf(Node node, Person person, String topic) {
    return new Looker(Socket.open(node, person.token()), topic).beating();
  }

  private Looker beating() {
    join();
    beats.scheduleAtFixedRate(
        () -> socket.send("presence.join", payload()),
        BEAT_MILLIS,
        BEAT_MILLIS,
        TimeUnit.MILLISECONDS);
    return this;
  }

  private Map<String, String> payload() {
    return Map.of("topic", topic);
  }

  /// Says that it looks on, and gives who does.
  List<String> join() {
    var reply = socket.call("presence.join", payload()).expectReply();
    var people = new ArrayList<String>();
    reply.path("viewers").forEach(viewer -> people.add(viewer.path("userId").asString()));
    assertThat(reply.path("count").asInt()).isEqualTo(people.size());
    return people;
  }

  String verdict() {
    return socket.call("presence.join", payload()).verdict();
  }

  void leave() {
    stopBeating();
    socket.call("presence.leave", payload()).expectReply();
  }

  /// Stays connected and says nothing any more.
  void stopBeating() {
    beats.shutdownNow();
  }

  /// What was told so far of a person: `joined` and `left`, in this order.
  List<String> told(Person of) {
    var told = new ArrayList<String>();
    for (var frame : socket.events(topic)) {
      var type = Socket.type(frame);
      if (type.equals("presence.joined") && names(frame, "viewers", of)) told.add("joined");
      if (type.equals("presence.left") && names(frame, "userIds", of)) told.add("left");
    }
    return told;
  }

  private static boolean names(JsonNode frame, String list, Person of) {
    return frame.path("payload").path(list).toString().contains(of.id());
  }

  /// Waits until so much was told of a person, and nothing else.
  void awaitTold(Person of, Duration atMost, String... what) {
    Await.until(
        "told of " + of.email() + ": " + List.of(what),
        atMost,
        () -> told(of).equals(List.of(what)));
  }

  @Override
  public void close() {
    stopBeating();
    socket.close();
  }
}
