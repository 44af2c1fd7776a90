package dev.parley.platform.http.contract;

import dev.parley.protocol.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The OpenAPI document, loaded and checked.
public final class Contract {
  private final String text;
  private final OpenAPIContract contract;

  private Contract(String text, OpenAPIContract contract) {
    this.text = text;
    this.contract = contract;
  }

  /// Loads a document; fails when it is not OpenAPI 3.1. What is published is the document as it
  /// is; what requests are checked with is a copy, in which answers are of a type that the library
  /// knows.
  public static Contract load(Vertx vertx, String text) {
    var known = text.replace("\"application/problem+json\"", "\"application/json\"");
    return new Contract(text, OpenAPIContract.from(vertx, new JsonObject(known)).await());
  }

  /// A file that the protocol publishes.
  public static String resource(String name) {
    try (InputStream in = Problem.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("The protocol publishes no " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text() {
    return text;
  }

  /// In the order in which they have to be tried: fixed paths before those with parameters.
  public List<Operation> operations() {
    return contract.getPaths().stream().flatMap(path -> path.getOperations().stream()).toList();
  }

  public Set<String> operationIds() {
    return operations().stream().map(Operation::getOperationId).collect(Collectors.toSet());
  }

  public RequestCheck check(Operation operation) {
    return new RequestCheck(contract.getSchemaRepository(), operation);
  }

  /// The methods that a path knows, for `Allow`; empty where the document has no such path.
  public Optional<String> allowed(String path) {
    return Optional.ofNullable(contract.findPath(path))
        .map(found ->
            found.getOperations().stream()
                .map(operation -> operation.getHttpMethod().name())
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
