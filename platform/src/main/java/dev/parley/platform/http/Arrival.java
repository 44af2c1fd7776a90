package dev.parley.platform.http;

import dev.parley.platform.net.TrustedProxies;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/// Where a request came from and what it is called in the log.
record Arrival(String address, Trace trace) {
  private static final String KEY = "parley.arrival";
  private static final String TRACE_ID = "Trace-Id";

  /// Notes it on the context, and its trace on the answer.
  static void note(RoutingContext context, TrustedProxies proxies) {
    var arrival = of(context.request(), proxies);
    context.put(KEY, arrival);
    context.response().putHeader(TRACE_ID, arrival.trace.id());
  }

  private static Arrival of(HttpServerRequest request, TrustedProxies proxies) {
    var peer =
        Optional.ofNullable(request.remoteAddress()).map(at -> at.hostAddress()).orElse("unknown");
    var address = proxies.client(peer, request.headers().getAll("X-Forwarded-For"));
    return new Arrival(address, Trace.of(request.getHeader("traceparent")));
  }

  static Arrival of(RoutingContext context) {
    return Optional.ofNullable(context.<Arrival>get(KEY))
        .orElseGet(() -> of(context.request(), TrustedProxies.none()));
  }
}
