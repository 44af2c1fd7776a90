package dev.parley.features.world;

import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A request as the HTTP server would hand it to an operation, after it was validated.
///
/// @param fields the parameters of path and query
public record FakeRequest(Actor actor, Map<String, String> fields, String json) implements Request {

  public static FakeRequest get(Actor actor, Map<String, String> fields) {
    return new FakeRequest(actor, fields, "{}");
  }

  /// Carries out an operation of these routes.
  public Response on(Routes routes, String operationId) {
    var operations = new HashMap<String, Api.Operation>();
    routes.addTo(
        new Api() {
          @Override
          public Api on(String id, Operation operation) {
            operations.put(id, operation);
            return this;
          }

          @Override
          public Api change(String id, Operation operation) {
            return on(id, operation);
          }

          @Override
          public Api prepare(String id, Preparation operation) {
            return on(id, request -> operation.prepare(request).get());
          }

          @Override
          public Api make(String id, Making operation) {
            return on(id, request -> operation.make(request, Ids.next()));
          }
        });
    var operation = operations.get(operationId);
    if (operation == null) throw new AssertionError("No operation " + operationId);
    return operation.handle(this);
  }

  @Override
  public UUID id(String name) {
    return query(name).map(UUID::fromString).orElseThrow();
  }

  @Override
  public String text(String name) {
    return query(name).orElseThrow();
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  @Override
  public List<String> queryList(String name) {
    return query(name).map(text -> List.of(text.split(","))).orElse(List.of());
  }

  @Override
  public Optional<Long> queryNumber(String name, long min, long max) {
    var number = query(name).map(Long::valueOf);
    if (number.filter(value -> value < min || value > max).isPresent()) {
      throw new Problem.Invalid(name, "Out of bounds").refused();
    }
    return number;
  }

  @Override
  public int limit(int otherwise, int max) {
    return queryNumber("limit", 1, max).map(Long::intValue).orElse(otherwise);
  }

  @Override
  public <T> T body(Class<T> type) {
    return Json.read(json, type);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> cookie(String name) {
    return Optional.empty();
  }

  @Override
  public String address() {
    return "127.0.0.1";
  }
}
