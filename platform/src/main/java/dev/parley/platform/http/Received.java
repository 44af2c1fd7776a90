package dev.parley.platform.http;

import dev.parley.platform.http.contract.RequestCheck;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A request as it came, taken off its event loop: nothing in it changes any more.
record Received(
    String uri,
    Map<String, String> path,
    MultiMap query,
    MultiMap headers,
    Map<String, String> cookies,
    Buffer body,
    Arrival arrival) {

  static Received of(RoutingContext context) {
    var request = context.request();
    var cookies =
        request.cookies().stream()
            .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (first, _) -> first));
    return new Received(
        request.uri(),
        Map.copyOf(context.pathParams()),
        context.queryParams(),
        request.headers(),
        cookies,
        Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer),
        Arrival.of(context));
  }

  RequestCheck.Given given() {
    return new RequestCheck.Given(path, query, headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
