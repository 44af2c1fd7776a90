package dev.parley.platform.http;

import dev.parley.platform.http.contract.Contract;
import dev.parley.platform.net.AddressRange;
import dev.parley.platform.secrets.Secret;
import dev.parley.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is no operation: the documents, the public keys, the operator's pages and the web app.
final class Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final String API = "/api/v1";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String KEYS_CACHING = "public, max-age=300";
  private static final List<AddressRange> LOOPBACK =
      List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1"));

  private final ApiServices services;
  private final Supplier<String> keySet;
  private final Optional<Secret> operatorToken;
  private final Optional<Site> site;
  private final Executor requests;

  Pages(ApiServices services, ApiContent content, ApiSettings settings, Executor requests) {
    this.services = services;
    this.keySet = content.keySet();
    this.operatorToken = settings.trust().operatorToken();
    this.site = settings.web().map(Site::read);
    this.requests = requests;
  }

  /// The documents of the API and the public keys.
  void publish(Router router, Contract contract) {
    json(router, API + "/openapi.json", "openapi", contract.text());
    json(router, API + "/frames.json", "frames", Contract.resource("frames.json"));
    document(router, API + "/docs", "docs.html");
    document(router, API + "/docs/docs.css", "docs.css");
    document(router, API + "/docs/docs.js", "docs.js");
    get(
        router,
        "/.well-known/jwks.json",
        "keys",
        context ->
            blocking(
                context,
                () -> {
                  var headers = Map.of("Cache-Control", KEYS_CACHING);
                  return new Answer(200, Answer.JSON, keySet.get(), headers);
                }));
  }

  /// What the operator and the machines that look after the server ask.
  void operate(Router router) {
    get(
        router,
        "/health",
        "health",
        context -> Headers.send(context, Answer.of(Response.ok(Map.of("status", "ok")))));
    get(router, "/ready", "ready", context -> blocking(context, this::readiness));
    get(
        router,
        "/metrics",
        "metrics",
        context -> {
          if (mayMeasure(context)) {
            blocking(context, () -> new Answer(200, TEXT, services.metrics().scrape(), Map.of()));
          } else {
            var problem = new Problem.NotFound("path");
            Headers.send(context, Answer.problem(problem, Arrival.of(context).trace()));
          }
        });
  }

  /// The web app, below everything else.
  void site(Router router) {
    site.ifPresent(app -> get(router, "/*", "none", app::handle));
  }

  private Answer readiness() {
    var report = services.health().report();
    var status = report.ready() ? "ready" : "not ready";
    var body = Map.of("status", status, "checks", report.checks());
    return Answer.of(Response.of(report.ready() ? 200 : 503, body));
  }

  /// A peer on this machine that speaks for itself, or someone with the operator's token.
  private boolean mayMeasure(RoutingContext context) {
    var request = context.request();
    var given = Optional.ofNullable(request.getHeader("Authorization"));
    if (given.isPresent()) {
      return operatorToken
          .map(token -> Secret.of("Bearer " + token.reveal()))
          .filter(Secret.of(given.get())::equals)
          .isPresent();
    }
    boolean relayed =
        request.headers().contains("X-Forwarded-For") || request.headers().contains("Forwarded");
    var peer = request.remoteAddress().hostAddress();
    return !relayed && peer != null && LOOPBACK.stream().anyMatch(range -> range.contains(peer));
  }

  private static void json(Router router, String path, String route, String text) {
    get(
        router,
        path,
        route,
        context ->
            Headers.send(
                context, new Answer(200, Answer.JSON, text, Map.of("Cache-Control", "no-cache"))));
  }

  private static void document(Router router, String path, String name) {
    var asset = Site.asset("/" + name, resource(name));
    get(router, path, "docs", context -> Site.send(context, asset));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("Missing from the build: " + name);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void get(
      Router router, String path, String route, Handler<RoutingContext> handler) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(context -> Traffic.route(context, route, true))
        .handler(handler);
  }

  private void blocking(RoutingContext context, Supplier<Answer> work) {
    var loop = context.vertx().getOrCreateContext();
    var trace = Arrival.of(context).trace();
    requests.execute(() -> {
      var answer = answer(work, trace);
      loop.runOnContext(_ -> Headers.send(context, answer));
    });
  }

  private static Answer answer(Supplier<Answer> work, Trace trace) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.error("A page failed, trace {}", trace.id(), e);
      return Answer.problem(new Problem.Internal(), trace);
    }
  }
}
