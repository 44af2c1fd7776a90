package dev.parley.platform.http.contract;

import dev.parley.protocol.Problem;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Turns what a schema validator found into one `invalid` for people: the field, and the reason
/// without the value.
final class SchemaFault {
  private static final Pattern MISSING = Pattern.compile("required property \"([^\"]{1,100})\"");

  private SchemaFault() {}

  static Problem.Invalid of(OutputUnit result, String otherwise) {
    var errors = Optional.ofNullable(result.getErrors()).orElse(List.of());
    // The deepest place says most, and there what is wrong with it, not that something is.
    var deepest = errors.stream().reduce((a, b) -> weight(b) >= weight(a) ? b : a);
    if (deepest.isEmpty()) return new Problem.Invalid(otherwise, "Does not fit");
    var field = field(deepest.get());
    return new Problem.Invalid(field.isEmpty() ? otherwise : field, reason(deepest.get()));
  }

  private static long weight(OutputUnit error) {
    long depth = error.getInstanceLocation().chars().filter(c -> c == '/').count();
    int within =
        switch (keyword(error)) {
          case "properties", "items", "$ref", "oneOf" -> 0;
          // Also said of a field that is known and wrong.
          case "additionalProperties" -> 1;
          default -> 2;
        };
    return 3 * depth + within;
  }

  private static String keyword(OutputUnit error) {
    var location = error.getKeywordLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String field(OutputUnit error) {
    var path = error.getInstanceLocation().replaceFirst("^#/?", "").replace('/', '.');
    var missing = MISSING.matcher(String.valueOf(error.getError()));
    if (!missing.find()) return path;
    return path.isEmpty() ? missing.group(1) : path + '.' + missing.group(1);
  }

  /// By the keyword that was broken.
  private static String reason(OutputUnit error) {
    return switch (keyword(error)) {
      case "required" -> "Missing";
      case "additionalProperties" -> "Unknown field";
      case "type" -> "Of the wrong type";
      case "enum", "const" -> "Not one of the values that are known";
      case "minLength", "minItems", "minimum", "minProperties" -> "Too small";
      case "maxLength", "maxItems", "maximum", "maxProperties" -> "Too large";
      case "pattern", "format" -> "Not of the right form";
      default -> "Does not fit";
    };
  }
}
