package dev.parley.platform.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.protocol.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one way to JSON and back. Times are RFC 3339 in UTC with milliseconds; absent values are
/// written as `null`; unknown fields are refused. Safe for any thread.
public final class Json {
  /// Longest name of a field that is told back to who sent it.
  static final int FIELD_LENGTH_MAX = 200;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.ALWAYS))
          .addModule(new SimpleModule("parley").addSerializer(Instant.class, new Time()))
          .build();

  private Json() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Reads what a client sent. Refuses with `invalid`, naming the field where it is known, such as
  /// `message.content` or `ids.0`.
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (UnrecognizedPropertyException e) {
      throw new Problem.Invalid(path(e), "Unknown field").refused();
    } catch (StreamReadException _) {
      throw new Problem.Invalid("", "Not valid JSON").refused();
    } catch (JacksonException e) {
      var field = path(e);
      var detail = field.isEmpty() ? "Not the expected object" : "Not a valid value";
      throw new Problem.Invalid(field, detail).refused();
    }
  }

  /// Reads any JSON value as a tree. Refuses with `invalid`.
  public static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new Problem.Invalid(path(e), "Not valid JSON").refused();
    }
  }

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// The written form of a time.
  public static String time(Instant at) {
    return TIME.format(at);
  }

  private static String path(JacksonException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (!path.isEmpty()) path.append('.');
      path.append(step.getPropertyName() != null ? step.getPropertyName() : step.getIndex());
    }
    return path.length() <= FIELD_LENGTH_MAX ? path.toString() : "";
  }

  private static final class Time extends StdSerializer<Instant> {
    Time() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
      out.writeString(time(value));
    }
  }
}
