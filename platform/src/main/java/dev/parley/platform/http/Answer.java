package dev.parley.platform.http;

import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back: a response of an operation, or a problem in the form of RFC 9457.
record Answer(int status, String type, String body, Map<String, String> headers) {
  static final String JSON = "application/json; charset=utf-8";
  static final String PROBLEM = "application/problem+json; charset=utf-8";

  static Answer of(Response response) {
    return new Answer(response.status(), JSON, response.body(), response.headers());
  }

  static Answer problem(Problem problem, Trace trace) {
    return problem(problem, problem.status(), trace);
  }

  /// The same problem under a status that says it better, such as 405 or 415.
  static Answer problem(Problem problem, int status, Trace trace) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "urn:parley:problem:" + problem.code());
    body.put("code", problem.code());
    body.put("title", problem.title());
    body.put("status", status);
    if (!problem.detail().isEmpty()) body.put("detail", problem.detail());
    body.put("traceId", trace.id());
    if (!problem.field().isEmpty()) body.put("field", problem.field());
    Map<String, String> headers = Map.of();
    if (problem instanceof Problem.RateLimited(var after)) {
      body.put("retryAfterMs", Math.max(1, after.toMillis()));
      headers = retryAfter(after);
    }
    if (problem instanceof Problem.Stale stale) putStale(body, stale);
    if (problem instanceof Problem.Unavailable) headers = retryAfter(Duration.ofSeconds(1));
    if (status == 401) headers = Map.of("WWW-Authenticate", "Bearer");
    return new Answer(status, PROBLEM, Json.write(body), headers);
  }

  private static void putStale(Map<String, Object> body, Problem.Stale stale) {
    body.put("currentVersion", stale.currentVersion());
    if (stale.current().isEmpty()) return;
    body.put("current", Json.tree(stale.current()));
    body.put("differing", stale.differing());
  }

  private static Map<String, String> retryAfter(Duration after) {
    return Map.of("Retry-After", Long.toString(Math.max(1, after.plusMillis(999).toSeconds())));
  }
}
