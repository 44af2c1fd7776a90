package dev.parley.platform.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the features have registered.
final class Operations implements Api {

  /// An operation, and how it comes to take effect once.
  sealed interface Handler {
    record Plain(Operation operation) implements Handler {}

    record Change(Preparation operation) implements Handler {}

    record Make(Making operation) implements Handler {}
  }

  private final Map<String, Handler> registered = new HashMap<>();

  static Operations of(List<Routes> routes) {
    var operations = new Operations();
    for (var each : routes) each.addTo(operations);
    return operations;
  }

  @Override
  public Api on(String operationId, Operation operation) {
    return add(operationId, new Handler.Plain(operation));
  }

  @Override
  public Api change(String operationId, Operation operation) {
    return prepare(operationId, request -> () -> operation.handle(request));
  }

  @Override
  public Api prepare(String operationId, Preparation operation) {
    return add(operationId, new Handler.Change(operation));
  }

  @Override
  public Api make(String operationId, Making operation) {
    return add(operationId, new Handler.Make(operation));
  }

  private Api add(String operationId, Handler operation) {
    if (registered.putIfAbsent(operationId, operation) != null) {
      throw new IllegalStateException("Two handlers for the operation " + operationId);
    }
    return this;
  }

  Handler get(String operationId) {
    return Optional.ofNullable(registered.get(operationId))
        .orElseThrow(() -> new IllegalStateException("No handler for " + operationId));
  }

  /// Throws unless handlers and operations are the same.
  void match(Set<String> described) {
    var missing = new TreeSet<>(described);
    missing.removeAll(registered.keySet());
    var unknown = new TreeSet<>(registered.keySet());
    unknown.removeAll(described);
    if (missing.isEmpty() && unknown.isEmpty()) return;
    throw new IllegalStateException(
        "The OpenAPI document and the handlers differ; without a handler: %s; not described: %s"
            .formatted(missing, unknown));
  }
}
