package dev.parley.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// What a proxy before us could understand otherwise than we do, so that one request becomes two or
/// is taken for another: RFC 9112, sections 3.2, 5.1, 6.1 and 11.2.
final class Ambiguity {
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
