package dev.parley.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One event loop that accepts and reads.
final class Listener extends VerticleBase {
  /// How long a connection may be silent.
  private static final Duration IDLE_MAX = Duration.ofSeconds(75);

  /// How long a new connection has for the headers of its first request.
  private static final Duration HEADERS_MAX = Duration.ofSeconds(10);

  /// How long a request may take, from its headers to the last byte of its answer.
  private static final Duration REQUEST_MAX = Duration.ofSeconds(60);

  private static final int LINE_BYTES_MAX = 8 * 1024;

  private final Function<Vertx, Router> routing;
  private final Set<HttpConnection> fresh = new HashSet<>();
  private final HttpServer server;

  Listener(ApiSettings.Listen listen, Function<Vertx, Router> routing, Vertx vertx) {
    this.routing = routing;
    this.server = vertx.createHttpServer(options(listen));
  }

  private static HttpServerOptions options(ApiSettings.Listen listen) {
    return new HttpServerOptions()
        .setHost(listen.host())
        // Below zero: any port, the same one for all loops.
        .setPort(listen.port() == 0 ? -1 : listen.port())
        .setUseProxyProtocol(listen.proxyProtocol())
        .setIdleTimeout((int) IDLE_MAX.toSeconds())
        .setMaxHeaderSize(ApiSettings.HEADER_BYTES_MAX)
        .setMaxInitialLineLength(LINE_BYTES_MAX)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(true)
        .setHandle100ContinueAutomatically(true);
  }

  @Override
  public Future<?> start() {
    Handler<HttpServerRequest> router = routing.apply(vertx);
    server
        .connectionHandler(this::opened)
        .requestHandler(request -> {
          fresh.remove(request.connection());
          limit(request);
          router.handle(request);
        })
        .invalidRequestHandler(Listener::invalid);
    return server.listen();
  }

  private void opened(HttpConnection connection) {
    fresh.add(connection);
    vertx.setTimer(
        HEADERS_MAX.toMillis(),
        _ -> {
          if (fresh.remove(connection)) connection.close();
        });
    connection.closeHandler(_ -> fresh.remove(connection));
  }

  private void limit(HttpServerRequest request) {
    long timer = vertx.setTimer(REQUEST_MAX.toMillis(), _ -> request.connection().close());
    request.response().endHandler(_ -> vertx.cancelTimer(timer));
    request.response().closeHandler(_ -> vertx.cancelTimer(timer));
  }

  /// What is no HTTP: too long a line, too large headers, or nonsense.
  private static void invalid(HttpServerRequest request) {
    request.response().setStatusCode(400).putHeader("Connection", "close").end();
    request.connection().close();
  }

  int port() {
    return server.actualPort();
  }

  /// Accepts no more, and ends when the last request has been answered or the time is over.
  Future<Void> drain(Duration within) {
    return server.shutdown(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
  }
}
