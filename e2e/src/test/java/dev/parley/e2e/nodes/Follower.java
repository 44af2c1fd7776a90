package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Socket;
import dev.parley.e2e.Socket.Position;
import dev.parley.testkit.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Someone who follows a topic over the connections that it takes, and keeps what was heard.
final class Follower implements AutoCloseable {
  private static final Duration BACK_MAX = Duration.ofSeconds(20);

  private final Supplier<Socket> door;
  private final Position start;
  private final List<JsonNode> before = new ArrayList<>();
  private Socket socket;
  private int resumes;

  private Follower(Supplier<Socket> door, String topic) {
    this.door = door;
    socket = door.get();
    start = socket.subscribe(topic);
  }

  /// @param door opens a new connection
  static Follower of(Supplier<Socket> door, String topic) {
    return new Follower(door, topic);
  }

  private List<JsonNode> log() {
    var log = new ArrayList<>(before);
    log.addAll(socket.events(start.topic()));
    return log;
  }

  /// Everything heard since the start, by offset.
  List<Long> offsets() {
    return log().stream().map(event -> event.path("offset").asLong()).toList();
  }

  /// What it ought to have heard, up to an offset.
  List<Long> wanted(long until) {
    return LongStream.rangeClosed(start.offset() + 1, until).boxed().toList();
  }

  int resumes() {
    return resumes;
  }

  /// Comes back when the connection has ended; what was missed has to be recovered, all of it.
  void follow() {
    if (socket.closeCode().isEmpty()) return;
    before.addAll(socket.events(start.topic()));
    var offsets = before.stream().mapToLong(event -> event.path("offset").asLong());
    var at = new Position(start.topic(), start.epoch(), offsets.max().orElse(start.offset()));
    Await.until("it is back", BACK_MAX, this::reopened);
    while (true) {
      var reply = socket.resume(at);
      assertThat(reply.path("recovered").asBoolean()).as("recovered: %s", reply).isTrue();
      reply.path("events").forEach(before::add);
      at = Position.of(reply);
      if (!reply.path("hasMore").asBoolean()) break;
    }
    resumes++;
  }

  private boolean reopened() {
    try {
      socket = door.get();
      return true;
    } catch (CompletionException | UncheckedIOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
