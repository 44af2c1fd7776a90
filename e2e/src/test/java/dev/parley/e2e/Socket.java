package dev.parley.e2e;

import dev.parley.platform.kernel.Json;
import dev.parley.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A raw WebSocket client: it decides nothing, remembers everything that it was sent, and can
/// vanish without a word. Every frame is held against frames.json. Safe for several threads.
public final class Socket implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /// A place in a topic's log.
  public record Position(String topic, String epoch, long offset) {
    public static Position of(JsonNode body) {
      return new Position(
          body.path("topic").asString(),
          body.path("epoch").asString(""),
          body.path("offset").asLong(0));
    }
  }

  /// The answer to a command: a reply, or an error with its code.
  public record Answer(String type, JsonNode payload) {
    public JsonNode expectReply() {
      if (type.equals("reply")) return payload;
      throw new AssertionError("refused: " + payload);
    }

    /// `ok`, or the stable code of the problem.
    public String verdict() {
      return type.equals("reply") ? "ok" : payload.path("code").asString();
    }
  }

  private record Asked(String command, CompletableFuture<Answer> answer) {
    void fail() {
      answer.completeExceptionally(new IllegalStateException("the connection ended"));
    }
  }

  private final List<JsonNode> frames = new ArrayList<>();
  private final Map<String, Asked> waiting = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket webSocket;

  private Socket(WebSocket.Builder builder, URI uri) {
    webSocket = builder.buildAsync(uri, new Ear()).join();
  }

  /// Connects and waits for `ready`.
  public static Socket open(Node node, String token) {
    return open(CLIENT, node.socket(), token);
  }

  /// Connects from where that client stands, and waits for `ready`.
  public static Socket open(HttpClient client, URI uri, String token) {
    var builder = client.newWebSocketBuilder().header("Authorization", "Bearer " + token);
    var socket = new Socket(builder, uri);
    socket.await(frame -> type(frame).equals("ready"));
    return socket;
  }

  /// Connects as a browser does, with the token among the subprotocols.
  public static Socket openAsBrowser(Node node, String token) {
    var builder = CLIENT.newWebSocketBuilder().subprotocols("parley.v1", "bearer." + token);
    var socket = new Socket(builder, node.socket());
    socket.await(frame -> type(frame).equals("ready"));
    return socket;
  }

  /// Connects with a ticket in the URL.
  public static Socket openWithTicket(Node node, String ticket) {
    var uri = URI.create(node.socket() + "?ticket=" + ticket);
    var socket = new Socket(CLIENT.newWebSocketBuilder(), uri);
    socket.await(frame -> type(frame).equals("ready"));
    return socket;
  }

  public static String type(JsonNode frame) {
    return frame.path("type").asString("");
  }

  /// Sends a command; the future fails when the connection ends before the answer.
  public CompletableFuture<Answer> send(String type, Map<String, ?> payload) {
    var id = Long.toString(ids.incrementAndGet());
    var asked = new Asked(type, new CompletableFuture<>());
    waiting.put(id, asked);
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("id", id);
    envelope.put("type", type);
    envelope.put("payload", payload);
    write(Json.write(envelope));
    if (closed.isDone()) asked.fail();
    return asked.answer();
  }

  /// Sends any text as one frame.
  public void write(String text) {
    synchronized (webSocket) {
      try {
        webSocket.sendText(text, true).join();
      } catch (RuntimeException e) {
        closed.complete(1006);
        waiting.values().forEach(Asked::fail);
      }
    }
  }

  /// Sends a command and waits for its answer.
  public Answer call(String type, Map<String, ?> payload) {
    try {
      return send(type, payload).get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(type + " was not answered; closed: " + closed, e);
    }
  }

  /// Subscribes from now on, and answers where now is.
  public Position subscribe(String topic) {
    return Position.of(call("subscribe", Map.of("topic", topic)).expectReply());
  }

  /// Subscribes from a position that is known, and answers the whole reply.
  public JsonNode resume(Position from) {
    return call(
            "subscribe",
            Map.of("topic", from.topic(), "epoch", from.epoch(), "offset", from.offset()))
        .expectReply();
  }

  /// All that the server has sent unasked so far, `ready` first.
  public List<JsonNode> frames() {
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /// The events of one topic so far, in the order of their arrival.
  public List<JsonNode> events(String topic) {
    return frames().stream()
        .filter(frame -> frame.path("topic").asString("").equals(topic))
        .toList();
  }

  public List<JsonNode> ofType(String type) {
    return frames().stream().filter(frame -> type(frame).equals(type)).toList();
  }

  /// The first frame, past or to come, for which this holds.
  public JsonNode await(Predicate<JsonNode> wanted) {
    return await(wanted, WAIT_MAX);
  }

  public JsonNode await(Predicate<JsonNode> wanted, Duration atMost) {
    try {
      Await.until("the frame", atMost, () -> frames().stream().anyMatch(wanted));
      return frames().stream().filter(wanted).findFirst().orElseThrow();
    } catch (AssertionError e) {
      throw new AssertionError("frames seen: " + frames() + ", closed: " + closed, e);
    }
  }

  /// The first frame of this type, past or to come.
  public JsonNode await(String type) {
    return await(frame -> type(frame).equals(type));
  }

  /// The close code that the server gave; 1006 when the connection just broke.
  public int awaitClose(Duration atMost) {
    Await.until("closed", atMost, closed::isDone);
    return closed.join();
  }

  public Optional<Integer> closeCode() {
    return closed.isDone() ? Optional.of(closed.join()) : Optional.empty();
  }

  /// Says goodbye, and waits until the server did too.
  public void leave() {
    synchronized (webSocket) {
      webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
    awaitClose(WAIT_MAX);
  }

  /// Vanishes: no close frame.
  public void drop() {
    webSocket.abort();
    closed.complete(1006);
    waiting.values().forEach(Asked::fail);
  }

  @Override
  public void close() {
    drop();
  }

  private void take(JsonNode frame) {
    var asked = waiting.remove(frame.path("id").asString(""));
    if (asked != null) {
      Catalogue.get().hold(asked.command(), frame);
      asked.answer().complete(new Answer(type(frame), frame.path("payload")));
      return;
    }
    Catalogue.get().hold(frame);
    synchronized (frames) {
      frames.add(frame);
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(Json.tree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(1006);
    }

    private void end(int code) {
      closed.complete(code);
      waiting.values().forEach(Asked::fail);
    }
  }
}
