package dev.parley.e2e.faults.load;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A raw WebSocket connection of one thread: frames are taken one after another, in the order in
/// which they came, answers among them. Never waits without a bound.
public final class Link implements AutoCloseable {
  private static final Duration OPEN_MAX = Duration.ofSeconds(10);
  private static final Duration SEND_MAX = Duration.ofSeconds(5);

  /// Frames that may wait to be taken; the server's wait in its own queue.
  private static final int AHEAD = 64;

  private static final int BROKEN = 1006;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /// What a connection brings.
  public sealed interface Heard {
    record Frame(JsonNode body) implements Heard {
      public String type() {
        return body.path("type").asString("");
      }

      public JsonNode payload() {
        return body.path("payload");
      }
    }

    /// The last of all.
    record End(int code) implements Heard {}
  }

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final int ahead;
  private final WebSocket webSocket;
  private long ids;

  private Link(URI uri, String token, int ahead) {
    this.ahead = ahead;
    webSocket =
        CLIENT
            .newWebSocketBuilder()
            .connectTimeout(OPEN_MAX)
            .header("Authorization", "Bearer " + token)
            .buildAsync(uri, new Ear())
            .join();
  }

  /// Connects; what the server says first is the first to be heard.
  public static Link open(URI uri, String token) throws IOException {
    return open(uri, token, AHEAD);
  }

  /// Connects, and reads a frame only when it is asked for one.
  public static Link unread(URI uri, String token) throws IOException {
    return open(uri, token, 1);
  }

  private static Link open(URI uri, String token, int ahead) throws IOException {
    try {
      return new Link(uri, token, ahead);
    } catch (CompletionException e) {
      throw new IOException("No connection to " + uri, e);
    }
  }

  /// What came next; empty when nothing came for so long.
  public Optional<Heard> next(Duration atMost) throws IOException {
    try {
      var next = heard.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (next instanceof Heard.Frame) webSocket.request(1);
      return Optional.ofNullable(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Sends a command, and gives the id that its answer will have.
  public String send(String type, Map<String, ?> payload) throws IOException {
    var id = Long.toString(++ids);
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("id", id);
    envelope.put("type", type);
    envelope.put("payload", payload);
    try {
      var sending = webSocket.sendText(Json.write(envelope), true);
      sending.get(SEND_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return id;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The connection is broken", e);
    }
  }

  /// Vanishes without a word.
  @Override
  public void close() {
    webSocket.abort();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket from) {
      from.request(ahead);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(new Heard.Frame(Json.tree(text.toString())));
        text.setLength(0);
      } else {
        from.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add(new Heard.End(code));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add(new Heard.End(BROKEN));
    }
  }
}
