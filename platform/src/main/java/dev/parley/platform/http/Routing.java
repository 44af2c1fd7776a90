package dev.parley.platform.http;

import dev.parley.platform.http.contract.Contract;
import dev.parley.protocol.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where requests go.
final class Routing {
  private static final Logger LOG = LoggerFactory.getLogger(Routing.class);
  private static final String API = "/api/v1";
  private static final int UPGRADE_REQUIRED = 426;

  /// How long a request may take, from its headers to the last byte of its answer.
  private static final Duration REQUEST_MAX = Duration.ofSeconds(60);

  /// Statuses that Vert.x gives itself, and the problem that each is.
  private static final Map<Integer, Problem> OWN =
      Map.of(
          400, new Problem.Invalid("", "Not a valid request"),
          404, new Problem.NotFound("path"),
          405, new Problem.Invalid("", "The path does not know this method"),
          413, new Problem.TooLarge("", ApiSettings.BODY_BYTES_MAX),
          415, new Problem.Invalid("", "Send application/json"));

  /// One operation with where it is reached.
  record Operation(HttpMethod method, String path, OperationCall call) {}

  private final ApiSettings settings;
  private final Contract contract;
  private final List<Operation> operations;
  private final Pages pages;
  private final Watch watch;

  /// What every request passes.
  record Watch(Traffic traffic, Executor requests) {}

  Routing(
      ApiSettings settings,
      Contract contract,
      List<Operation> operations,
      Pages pages,
      Watch watch) {
    this.settings = settings;
    this.contract = contract;
    this.operations = operations;
    this.pages = pages;
    this.watch = watch;
  }

  /// The router of one public event loop.
  Router open(Vertx vertx) {
    var router = plain(vertx);
    router.route(API + "/*").handler(new Cors(settings.trust().origins(), settings.publicUrl()));
    router.route(API + "/ws").handler(Routing::webSocket);
    var bodies = BodyHandler.create(false).setBodyLimit(ApiSettings.BODY_BYTES_MAX);
    for (var operation : operations) {
      router
          .route(operation.method, operation.path)
          .handler(context -> Traffic.route(context, operation.call.id(), true));
      router
          .route(operation.method, operation.path)
          .handler(bodies)
          .handler(context -> carryOut(context, operation.call));
    }
    pages.publish(router, contract);
    if (settings.admin().isEmpty()) pages.operate(router);
    pages.site(router);
    return router;
  }

  /// The router of an event loop for the operator.
  Router admin(Vertx vertx) {
    var router = plain(vertx);
    pages.operate(router);
    return router;
  }

  private Router plain(Vertx vertx) {
    var router = Router.router(vertx);
    router
        .route()
        .handler(context -> {
          Arrival.note(context, settings.trust().proxies());
          Headers.common(context, settings.publicUrl());
          watch.traffic.watch(context);
          limit(context);
          context.next();
        });
    OWN.keySet().forEach(status -> router.errorHandler(status, context -> fail(context, status)));
    router.errorHandler(500, Routing::accident);
    return router;
  }

  private static void limit(RoutingContext context) {
    var vertx = context.vertx();
    var request = context.request();
    long timer =
        vertx.setTimer(
            REQUEST_MAX.toMillis(),
            _ -> {
              if (!request.response().ended()) request.connection().close();
            });
    context.addEndHandler(_ -> vertx.cancelTimer(timer));
  }

  private void carryOut(RoutingContext context, OperationCall call) {
    var received = Received.of(context);
    if (!watch.traffic.enter()) {
      var busy = new Problem.Unavailable("Too many requests are running");
      Headers.send(context, Answer.problem(busy, received.arrival().trace()));
      return;
    }
    var loop = context.vertx().getOrCreateContext();
    watch.requests.execute(() -> {
      var answer = call.carryOut(received);
      watch.traffic.leave();
      loop.runOnContext(_ -> Headers.send(context, answer));
    });
  }

  private void fail(RoutingContext context, int given) {
    int status = given;
    if (given == 405) {
      var path = context.normalizedPath();
      var allowed = contract.allowed(path);
      // The web app answers GET everywhere, which gives no path of the API a method.
      if (allowed.isEmpty() && path.startsWith(API + "/")) status = 404;
      else context.response().putHeader("Allow", allowed.orElse("GET, HEAD"));
    }
    if (given == 413) context.response().putHeader("Connection", "close");
    var problem = OWN.getOrDefault(status, new Problem.Internal());
    Headers.send(context, Answer.problem(problem, status, Arrival.of(context).trace()));
  }

  private static void accident(RoutingContext context) {
    var trace = Arrival.of(context).trace();
    LOG.error("A request failed before its operation, trace {}", trace.id(), context.failure());
    Headers.send(context, Answer.problem(new Problem.Internal(), trace));
  }

  /// Sockets are accepted where their connection begins; one that comes later, on a connection that
  /// a proxy has kept, has to begin anew.
  private static void webSocket(RoutingContext context) {
    context.response().putHeader("Connection", "Upgrade, close").putHeader("Upgrade", "websocket");
    context.addEndHandler(_ -> context.request().connection().close());
    var problem = new Problem.Invalid("", "Open the WebSocket on a connection of its own");
    Headers.send(context, Answer.problem(problem, UPGRADE_REQUIRED, Arrival.of(context).trace()));
  }
}
