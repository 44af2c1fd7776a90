package dev.parley.platform.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the features have registered.
final class Operations implements Api {

  /// @param atomic whether it runs in one transaction of the caller's tenant
  record Registered(Operation operation, boolean atomic) {}

  private final Map<String, Registered> registered = new HashMap<>();

  static Operations of(List<Routes> routes) {
    var operations = new Operations();
    for (var each : routes) each.addTo(operations);
    return operations;
  }

  @Override
  public Api on(String operationId, Operation operation) {
    return add(operationId, new Registered(operation, false));
  }

  @Override
  public Api change(String operationId, Operation operation) {
    return add(operationId, new Registered(operation, true));
  }

  private Api add(String operationId, Registered operation) {
    if (registered.putIfAbsent(operationId, operation) != null) {
      throw new IllegalStateException("Two handlers for the operation " + operationId);
    }
    return this;
  }

  Registered get(String operationId) {
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
