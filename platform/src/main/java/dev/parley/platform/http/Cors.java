package dev.parley.platform.http;

import dev.parley.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Lets pages of the allowed origins call, and no others. Nothing is sent with cookies alone, so a
/// page that is not allowed merely learns nothing.
final class Cors implements Handler<RoutingContext> {
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, traceparent";
  private static final String ANSWER_HEADERS = "Trace-Id, Idempotency-Replayed, Retry-After";
  private static final String A_DAY = "86400";

  private final Set<String> origins;
  private final Optional<String> own;

  Cors(Set<String> origins, Optional<URI> publicUrl) {
    this.origins = origins;
    this.own = publicUrl.map(Cors::origin);
  }

  private static String origin(URI url) {
    var port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return (url.getScheme() + "://" + url.getHost() + port).toLowerCase(Locale.ROOT);
  }

  @Override
  public void handle(RoutingContext context) {
    var origin = context.request().getHeader("Origin");
    if (origin == null) {
      context.next();
      return;
    }
    var headers = context.response().headers();
    headers.set("Vary", "Origin");
    var name = origin.toLowerCase(Locale.ROOT);
    boolean allowed = origins.contains(name) || own.filter(name::equals).isPresent();
    if (allowed) {
      headers.set("Access-Control-Allow-Origin", origin);
      headers.set("Access-Control-Expose-Headers", ANSWER_HEADERS);
    }
    if (isPreflight(context)) preflight(context, allowed);
    else context.next();
  }

  private static boolean isPreflight(RoutingContext context) {
    return context.request().method().equals(HttpMethod.OPTIONS)
        && context.request().getHeader("Access-Control-Request-Method") != null;
  }

  private static void preflight(RoutingContext context, boolean allowed) {
    if (!allowed) {
      var problem = new Problem.Forbidden("This origin may not call");
      Headers.send(context, Answer.problem(problem, Arrival.of(context).trace()));
      return;
    }
    context
        .response()
        .putHeader("Access-Control-Allow-Methods", METHODS)
        .putHeader("Access-Control-Allow-Headers", REQUEST_HEADERS)
        .putHeader("Access-Control-Max-Age", A_DAY)
        .setStatusCode(204)
        .end();
  }
}
