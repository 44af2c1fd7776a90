package dev.parley.platform.http.contract;

import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/// Holds requests of one operation against what the OpenAPI document says of it. Refuses with
/// `invalid`, which names the field.
public final class RequestCheck {
  private static final ObjectReader READER =
      Json.mapper().readerFor(Object.class).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  /// What came besides the body.
  ///
  /// @param path the parameters that the path holds
  public record Given(Map<String, String> path, MultiMap query, MultiMap headers) {}

  private final SchemaRepository schemas;
  private final List<Parameter> parameters;
  private final Set<String> queryNames;
  private final Optional<JsonSchema> body;
  private final boolean bodyRequired;

  RequestCheck(SchemaRepository schemas, Operation operation) {
    this.schemas = schemas;
    this.parameters = operation.getParameters();
    this.queryNames =
        parameters.stream()
            .filter(parameter -> parameter.getIn() == Location.QUERY)
            .map(Parameter::getName)
            .collect(Collectors.toSet());
    var request = operation.getRequestBody();
    this.bodyRequired = request != null && request.isRequired();
    this.body =
        Optional.ofNullable(request)
            .map(found -> found.getContent().get(MediaType.APPLICATION_JSON))
            .map(MediaType::getSchema);
  }

  /// Whether the operation takes a body at all.
  public boolean takesBody() {
    return body.isPresent();
  }

  public void parameters(Given request) {
    for (var name : request.query().names()) {
      if (!queryNames.contains(name)) throw invalid(name, "Unknown parameter");
    }
    for (var parameter : parameters) parameter(parameter, request);
  }

  private void parameter(Parameter parameter, Given request) {
    var name = parameter.getName();
    var values =
        switch (parameter.getIn()) {
          case QUERY -> request.query().getAll(name);
          case HEADER -> request.headers().getAll(name);
          case PATH -> Optional.ofNullable(request.path().get(name)).stream().toList();
          case COOKIE -> List.<String>of();
        };
    if (values.size() > 1) throw invalid(name, "Given more than once");
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      if (parameter.isRequired()) throw invalid(name, "Missing");
      return;
    }
    var value = converted(parameter, values.getFirst());
    Texts.check(value, name);
    var result = schemas.validator(parameter.getSchema()).validate(value);
    if (!result.getValid()) throw refused(result, name);
  }

  private static Object converted(Parameter parameter, String text) {
    try {
      return switch (parameter.getSchemaType()) {
        case INTEGER -> Long.valueOf(text);
        case NUMBER -> Double.valueOf(text);
        case ARRAY -> new JsonArray(List.<Object>of((Object[]) text.split(",", -1)));
        case null -> text;
        default -> text;
      };
    } catch (NumberFormatException _) {
      throw invalid(parameter.getName(), "Not a number");
    }
  }

  /// The body's text, which fits its schema; empty where there is none.
  public String body(Buffer buffer) {
    if (body.isEmpty()) return "";
    if (buffer.length() == 0) {
      if (bodyRequired) throw invalid("", "A body is needed");
      return "";
    }
    var text = text(buffer);
    var value = parsed(text);
    Texts.check(value, "");
    var result = schemas.validator(body.get()).validate(wrapped(value));
    if (!result.getValid()) throw refused(result, "");
    return text;
  }

  private static String text(Buffer buffer) {
    try {
      var bytes = ByteBuffer.wrap(buffer.getBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      throw invalid("", "Not valid UTF-8");
    }
  }

  private static Object parsed(String text) {
    try {
      return READER.readValue(text);
    } catch (JacksonException _) {
      throw invalid("", "Not valid JSON");
    }
  }

  @SuppressWarnings("unchecked")
  private static Object wrapped(Object value) {
    return switch (value) {
      case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
      case List<?> list -> new JsonArray(list);
      case null -> throw invalid("", "A body is needed");
      default -> value;
    };
  }

  private static RuntimeException refused(OutputUnit result, String otherwise) {
    return SchemaFault.of(result, otherwise).refused();
  }

  private static RuntimeException invalid(String field, String detail) {
    return new Problem.Invalid(field, detail).refused();
  }
}
