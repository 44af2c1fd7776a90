package dev.parley.crdt.codec;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.sync.Awareness;
import dev.parley.crdt.sync.AwarenessUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\|[^|]*\\| ([0-9,]+) \\|.*");

  @Test
  void theReadmeHasTheLimitsAsTheyAre() throws IOException {
    var limits = new HashMap<String, Long>();
    limits.putAll(constants(Limits.class));
    limits.putAll(constants(Awareness.class));
    limits.putAll(constants(AwarenessUpdate.class));
    assertThat(rows()).containsExactlyInAnyOrderEntriesOf(limits);
  }

  @Test
  void theReadmeHasAllReasonsOfRefusal() throws IOException {
    var readme = Files.readString(readme());
    for (var reason : MalformedUpdate.Reason.values()) {
      assertThat(readme).contains('`' + reason.code() + '`');
    }
  }

  private static Map<String, Long> rows() throws IOException {
    try (var lines = Files.lines(readme())) {
      return lines
          .map(ROW::matcher)
          .filter(row -> row.matches())
          .collect(toMap(row -> row.group(1), row -> Long.valueOf(row.group(2).replace(",", ""))));
    }
  }

  private static Path readme() {
    var here = Path.of("README.md");
    return Files.exists(here) && Files.exists(Path.of("oracle")) ? here : Path.of("crdt/README.md");
  }

  /// The numbers of a class that anybody may know.
  private static Map<String, Long> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.getType() == int.class || field.getType() == long.class)
        .collect(
            toMap(
                field -> type == Limits.class ? field.getName() : "AWARENESS_" + field.getName(),
                field -> {
                  try {
                    return ((Number) field.get(null)).longValue();
                  } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                  }
                }));
  }
}
