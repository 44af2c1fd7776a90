package dev.parley.platform.http;

import dev.parley.platform.kernel.Actor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A request that the OpenAPI document has accepted.
public interface Request {

  /// Who asks. Only where the operation needs a token; elsewhere a fault.
  Actor actor();

  /// A path parameter that is an id. One that is not a UUID names nothing, so it is refused with
  /// `not_found` like a stranger's.
  UUID id(String name);

  /// A path parameter as it was sent.
  String text(String name);

  Optional<String> query(String name);

  /// A query parameter that is a list (comma-separated), empty when absent.
  List<String> queryList(String name);

  /// A whole-numbered query parameter; refused with `invalid` outside the bounds.
  Optional<Long> queryNumber(String name, long min, long max);

  /// The page size that was asked for, between 1 and `max`.
  int limit(int otherwise, int max);

  /// The body, bound to a record; refused with `invalid` where it does not fit.
  <T> T body(Class<T> type);

  Optional<String> header(String name);

  Optional<String> cookie(String name);

  /// The client's address as far as it can be trusted (see `trusted-proxies`).
  String address();
}
