package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Socket.Position;
import dev.parley.e2e.faults.load.Link;
import dev.parley.e2e.faults.load.Link.Heard;
import dev.parley.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// Listens to a connection on a thread of its own, and remembers what came when.
public final class Ear implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Link link;
  private final List<Note> notes = new ArrayList<>();
  private OptionalInt end = OptionalInt.empty();
  private volatile boolean closed;

  /// A frame, and when it came by `System.nanoTime`.
  record Note(JsonNode body, long at) {
    String type() {
      return body.path("type").asString("");
    }

    JsonNode payload() {
      return body.path("payload");
    }
  }

  private Ear(Link link) {
    this.link = link;
  }

  /// Begins to listen.
  public static Ear to(Link link) {
    var ear = new Ear(link);
    Thread.ofVirtual().name("ear").start(ear::listen);
    return ear;
  }

  private void listen() {
    try {
      while (!closed && end().isEmpty()) link.next(LOOK).ifPresent(this::take);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(Heard heard) {
    synchronized (notes) {
      switch (heard) {
        case Heard.Frame(var body) -> notes.add(new Note(body, System.nanoTime()));
        case Heard.End(var code) -> end = OptionalInt.of(code);
      }
    }
  }

  /// Subscribes from now on, and answers where now is.
  public Position subscribe(String topic) throws IOException {
    var id = link.send("subscribe", Map.of("topic", topic));
    Await.until("subscribed", () -> answer(id).isPresent());
    return Position.of(answer(id).orElseThrow().payload());
  }

  List<Note> notes() {
    synchronized (notes) {
      return List.copyOf(notes);
    }
  }

  List<Note> ofType(String type) {
    return notes().stream().filter(note -> note.type().equals(type)).toList();
  }

  Optional<Note> answer(String id) {
    return notes().stream().filter(note -> note.body.path("id").asString("").equals(id)).findAny();
  }

  /// The code with which the connection ended; empty while it stands.
  OptionalInt end() {
    synchronized (notes) {
      return end;
    }
  }

  @Override
  public void close() {
    closed = true;
    link.close();
  }
}
