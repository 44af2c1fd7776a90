package dev.parley.platform.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/// The headers that every answer carries, and answers on their way out.
final class Headers {
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
          + " media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";
  private static final String A_YEAR = "max-age=31536000; includeSubDomains";

  private static final String COOKIE = "Set-Cookie";

  private Headers() {}

  /// As strict as for an API; pages relax it.
  static void common(RoutingContext context, Optional<URI> publicUrl) {
    var headers = context.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", NOTHING);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cache-Control", "no-store");
    if (publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent()) {
      headers.set("Strict-Transport-Security", A_YEAR);
      context.addHeadersEndHandler(_ -> secure(headers));
    }
  }

  /// Where people come by https, no cookie goes by anything else.
  private static void secure(MultiMap headers) {
    var cookies = headers.getAll(COOKIE).stream().map(cookie -> cookie + "; Secure").toList();
    if (!cookies.isEmpty()) headers.set(COOKIE, cookies);
  }

  /// What a page of our own may do.
  static void page(RoutingContext context) {
    var headers = context.response().headers();
    headers.set("Content-Security-Policy", PAGE);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
  }

  static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer.body().isEmpty()) {
      response.end();
    } else {
      response.putHeader("Content-Type", answer.type()).end(answer.body());
    }
  }
}
