package dev.parley.platform.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
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

  private static final int LINE_BYTES_MAX = 8 * 1024;

  private final Function<Vertx, Router> routing;
  private final Set<HttpConnection> fresh = new HashSet<>();
  private final HttpServer server;

  /// @param anyPort below zero: listeners that are given the same one and no port share a port
  Listener(ApiSettings.Listen listen, Function<Vertx, Router> routing, Vertx vertx, int anyPort) {
    this.routing = routing;
    this.server = vertx.createHttpServer(options(listen, anyPort));
  }

  private static HttpServerOptions options(ApiSettings.Listen listen, int anyPort) {
    return new HttpServerOptions()
        .setHost(listen.host())
        // A port that Vert.x picks is shared by all loops that ask for the same number below zero.
        .setPort(listen.port() == 0 ? anyPort : listen.port())
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
          if (Ambiguity.of(request)) invalid(request);
          else router.handle(request);
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

  /// What is no HTTP, or HTTP that another could read otherwise: too long a line, too large
  /// headers, or nonsense. Nothing that follows on the connection is looked at.
  private static void invalid(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(400)
        .putHeader("Connection", "close")
        .end()
        .onComplete(_ -> request.connection().close());
  }

  int port() {
    return server.actualPort();
  }

  /// Accepts no more, and ends when the last request has been answered or the time is over.
  Future<Void> drain(Duration within) {
    return server.shutdown(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
  }

  /// What a proxy before us could understand otherwise than we do, so that one request becomes two
  /// or is taken for another: RFC 9112, sections 3.2, 5.1, 6.1 and 11.2.
  private static final class Ambiguity {
    private static final int FIRST_VISIBLE = '!';
    private static final int LAST_VISIBLE = '~';

    private Ambiguity() {}

    /// Whether the request is to be refused and its connection ended.
    static boolean of(HttpServerRequest request) {
      return !hasOneHost(request)
          || !isPlain(request.uri())
          || hasUnnamedHeader(request)
          || hasUnusualCoding(request);
    }

    /// One host; none only from a client that is older than the rule.
    private static boolean hasOneHost(HttpServerRequest request) {
      int hosts = request.headers().getAll(HttpHeaders.HOST).size();
      return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
    }

    private static boolean isPlain(String target) {
      return target.chars().allMatch(at -> at >= FIRST_VISIBLE && at <= LAST_VISIBLE);
    }

    private static boolean hasUnnamedHeader(HttpServerRequest request) {
      return request.headers().names().stream().anyMatch(String::isBlank);
    }

    private static boolean hasUnusualCoding(HttpServerRequest request) {
      var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
      if (codings.isEmpty()) return false;
      return codings.size() > 1
          || !codings.getFirst().strip().equalsIgnoreCase("chunked")
          || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }
  }
}
