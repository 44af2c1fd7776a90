package dev.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Sockets of the JDK's HTTP client.
final class JdkTransport implements Transport {
  /// Longest frame from the server, in UTF-16 units.
  static final int FRAME_LENGTH_MAX = 4 << 20;

  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http;
  private final URI uri;

  JdkTransport(HttpClient http, URI uri) {
    this.http = http;
    this.uri = uri;
  }

  @Override
  public Socket open(String token, Listener listener) {
    var socket = new Jdk(listener);
    socket.sending =
        http.newWebSocketBuilder()
            .connectTimeout(HANDSHAKE_TIMEOUT)
            .subprotocols("parley.v1")
            .header("Authorization", "Bearer " + token)
            .buildAsync(uri, socket);
    socket.sending.whenComplete((ignored, failure) -> socket.handshaken(failure));
    return socket;
  }

  /// One socket. The JDK allows one send at a time, so each waits for the one before.
  private static final class Jdk implements Socket, WebSocket.Listener {
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<WebSocket> sending = new CompletableFuture<>();

    Jdk(Listener listener) {
      this.listener = listener;
    }

    private void handshaken(@Nullable Throwable failure) {
      if (failure == null) return;
      var cause = failure instanceof CompletionException e ? e.getCause() : failure;
      int status =
          cause instanceof WebSocketHandshakeException e ? e.getResponse().statusCode() : 0;
      // 403 says that the realtime channel is off for now, so it is tried again.
      end(status == 401 ? UNAUTHENTICATED : BROKEN);
    }

    @Override
    public synchronized void send(String text) {
      sending = sending.thenCompose(socket -> socket.sendText(text, true));
    }

    @Override
    public synchronized void close(int code) {
      sending =
          sending.thenCompose(socket -> socket.sendClose(code, "")).thenApply(this::abortSoon);
      sending.whenComplete((ignored, failure) -> endIfFailed(failure));
    }

    private WebSocket abortSoon(WebSocket socket) {
      CompletableFuture.delayedExecutor(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> {
            socket.abort();
            end(BROKEN);
          });
      return socket;
    }

    private void endIfFailed(@Nullable Throwable failure) {
      if (failure != null) end(BROKEN);
    }

    private void end(int code) {
      if (closed.compareAndSet(false, true)) listener.closed(code);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (partial.length() > FRAME_LENGTH_MAX) {
        socket.abort();
        end(BROKEN);
      } else if (last) {
        var text = partial.toString();
        partial.setLength(0);
        listener.text(text, () -> socket.request(1));
      } else {
        socket.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      listener.heard();
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end(BROKEN);
    }
  }
}
