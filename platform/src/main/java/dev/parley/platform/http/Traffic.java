package dev.parley.platform.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts and times requests, and lets in no more at once than the bound. The route is the
/// operation's name, never the path, which would name people and let strangers make up series.
final class Traffic {
  private static final String ROUTE = "parley.route";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private static final int[] COUNTED_FROM_THE_START = {200, 201, 204, 500, 503};

  private final MeterRegistry meters;
  private final int max;
  private final AtomicInteger running = new AtomicInteger();

  /// @param max most operations at once
  Traffic(MeterRegistry meters, int max) {
    this.meters = meters;
    this.max = max;
    meters.gauge("parley_http_requests_in_flight", running);
  }

  /// Lets the counts of an operation begin at 0: of the ways in which it goes well, and of those
  /// that an operator wants to hear of.
  void announce(Operation operation) {
    for (int status : COUNTED_FROM_THE_START) {
      if (status >= 500 || operation.getResponse(status) != null) {
        requests(operation.getHttpMethod().name(), operation.getOperationId(), status);
      }
    }
  }

  private Counter requests(String method, String route, int status) {
    return Counter.builder("parley_http_requests")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(meters);
  }

  /// Whether there is room for one more operation; what was let in leaves once.
  boolean enter() {
    if (running.incrementAndGet() <= max) return true;
    running.decrementAndGet();
    return false;
  }

  void leave() {
    running.decrementAndGet();
  }

  /// Names the route of a request, and passes it on where it is not answered yet.
  static void route(RoutingContext context, String name, boolean next) {
    context.put(ROUTE, name);
    if (next) context.next();
  }

  /// Watches a request until its answer has been written or its connection is gone.
  void watch(RoutingContext context) {
    long start = System.nanoTime();
    context.addEndHandler(_ -> done(context, System.nanoTime() - start));
  }

  private void done(RoutingContext context, long nanos) {
    var method = method(context.request().method());
    var route = context.<String>get(ROUTE, "none");
    requests(method, route, context.response().getStatusCode()).increment();
    Timer.builder("parley_http_request_duration")
        .tag("method", method)
        .tag("route", route)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(Duration.ofNanos(nanos));
  }

  private static String method(HttpMethod method) {
    return METHODS.contains(method.name()) ? method.name() : "other";
  }
}
