package dev.parley.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What is published about the interface, and what was seen of it. Whatever breaks the catalogue is
/// kept as a fault, and [CatalogueCheck] fails the test during which it was seen.
public final class Catalogue {
  private static final Catalogue ONLY = new Catalogue();

  /// An operation of openapi.json.
  public record Operation(String id, String method, String path, JsonNode description) {
    /// Whether it wants an access token.
    public boolean needsToken() {
      return !description.path("security").isArray() || !description.path("security").isEmpty();
    }

    private Pattern pattern() {
      return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }
  }

  private final Schemas openapi = new Schemas("openapi.json", Schemas.text("openapi.json"));
  private final Frames frames = new Frames();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<Operation, Pattern> patterns = new LinkedHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Set<String> succeeded = ConcurrentHashMap.newKeySet();

  private Catalogue() {
    openapi.document().path("paths").forEachEntry(this::read);
  }

  private void read(String path, JsonNode item) {
    item.forEachEntry((method, description) -> {
      if (!description.has("operationId")) return;
      var id = description.path("operationId").asString();
      var operation = new Operation(id, method.toUpperCase(Locale.ROOT), path, description);
      operations.put(id, operation);
      patterns.put(operation, operation.pattern());
    });
  }

  public static Catalogue get() {
    return ONLY;
  }

  public Collection<Operation> operations() {
    return operations.values();
  }

  public Operation operation(String id) {
    return Optional.ofNullable(operations.get(id))
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  public Frames frames() {
    return frames;
  }

  /// The ids of the operations that have answered with success so far.
  public Set<String> succeeded() {
    return new TreeSet<>(succeeded);
  }

  /// Holds an answer against the operation that it belongs to.
  public void hold(String method, String path, Api.Answer answer) {
    var bare = path.replaceAll("\\?.*", "");
    var found = find(method, bare);
    if (found.isEmpty()) return;
    var operation = found.get();
    if (answer.status() < 300) succeeded.add(operation.id());
    for (var fault : faults(operation, answer)) {
      faults.add(operation.id() + " " + answer.status() + " " + fault + " in " + answer.text());
    }
  }

  /// Holds a frame that the server sent against its type.
  public void hold(JsonNode frame) {
    for (var fault : frames.faults(frame)) faults.add("frame " + fault + " in " + frame);
  }

  /// Holds an answer against the command that it belongs to.
  public void hold(String command, JsonNode answer) {
    for (var fault : frames.faults(command, answer)) {
      faults.add(command + ": " + fault + " in " + answer);
    }
  }

  /// Takes the faults that were seen since the last time.
  public List<String> takeFaults() {
    var taken = new ArrayList<String>();
    for (var fault = faults.poll(); fault != null; fault = faults.poll()) taken.add(fault);
    return taken;
  }

  private Optional<Operation> find(String method, String path) {
    // An exact path before one with parameters: /users/me before /users/{userId}.
    var exact =
        operations.values().stream()
            .filter(operation -> operation.method().equals(method) && operation.path().equals(path))
            .findFirst();
    if (exact.isPresent()) return exact;
    return patterns.entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(method))
        .filter(entry -> entry.getValue().matcher(path).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<String> faults(Operation operation, Api.Answer answer) {
    var response = response(operation, answer.status());
    if (response.isEmpty()) return List.of("is not among the documented answers");
    var content = openapi.document().at(response.get()).path("content");
    if (content.isMissingNode()) {
      return answer.text().isEmpty() ? List.of() : List.of("has a body that is not documented");
    }
    var type =
        answer.response().headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
    if (!content.has(type)) {
      return List.of("came as " + type + " and not as " + content.propertyNames());
    }
    return openapi.faults(response.get() + "/content/" + step(type) + "/schema", answer.body());
  }

  /// Where the schema of an operation's answer stands, if it has a body.
  Optional<String> schema(Operation operation, int status) {
    return response(operation, status)
        .map(response -> response + "/content/application~1json/schema")
        .filter(pointer -> !openapi.document().at(pointer).isMissingNode());
  }

  /// Where the description of an answer stands.
  private Optional<String> response(Operation operation, int status) {
    var method = operation.method().toLowerCase(Locale.ROOT);
    var responses = "/paths/" + step(operation.path()) + "/" + method + "/responses/";
    var named = openapi.document().at(responses + status);
    // Only accidents may come as what is not named.
    if (named.isMissingNode() && status < 500) return Optional.empty();
    var pointer = responses + (named.isMissingNode() ? "default" : status);
    var reference = openapi.document().at(pointer).path("$ref").asString("");
    return Optional.of(reference.isEmpty() ? pointer : reference.substring(1));
  }

  private static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
