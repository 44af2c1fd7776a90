package dev.parley.platform.http.contract;

import dev.parley.protocol.Problem;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refuses text that could not be kept as it is: NUL, which PostgreSQL does not take, and lone
/// surrogates, which UTF-8 has no form for.
final class Texts {
  private Texts() {}

  /// Looks at a value of JSON and at all within it; `field` is where it stands.
  static void check(@Nullable Object value, String field) {
    switch (value) {
      case String text -> {
        if (!keeps(text))
          throw new Problem.Invalid(field, "Holds text that cannot be kept").refused();
      }
      case Map<?, ?> map ->
          map.forEach((key, each) -> {
            var name = String.valueOf(key);
            if (!keeps(name))
              throw new Problem.Invalid(field, "Holds an impossible name").refused();
            check(each, field.isEmpty() ? name : field + '.' + name);
          });
      case JsonArray array -> check(array.getList(), field);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          check(list.get(i), field.isEmpty() ? Integer.toString(i) : field + '.' + i);
        }
      }
      case null -> {}
      default -> {}
    }
  }

  static boolean keeps(String text) {
    // A surrogate without its other half comes as a code point of its own.
    return text.codePoints()
        .allMatch(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
  }
}
