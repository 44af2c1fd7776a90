package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A counter that is missing cannot be told from one that stands still, so all of them are there
/// from the start.
class CountersTest {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Pattern NAME = Pattern.compile("`(parley_\\w+)`");

  private final Cluster cluster = Cluster.shared();

  @Test
  void aNodeAmongOthersTellsEveryCounterFromTheStart() throws IOException {
    try (var node = cluster.join(Map.of())) {
      expectAll(node);
    }
  }

  @Test
  void aNodeOnItsOwnTellsEveryCounterFromTheStart() throws IOException {
    var alone = cluster.environment();
    alone.remove("PARLEY_REDIS_URL");
    try (var node = Node.start(alone)) {
      expectAll(node);
    }
  }

  private static void expectAll(Node node) throws IOException {
    var text = Metrics.text(node);
    for (var name : counters()) assertThat(text).containsPattern("(?m)^" + name + "[ {]");
    assertThat(text)
        .containsPattern("(?m)^parley_bus_dropped_total 0")
        .containsPattern("(?m)^parley_front_refused_total\\{reason=\"full\"} 0")
        .containsPattern("(?m)^parley_front_refused_total\\{reason=\"address\"} 0")
        .containsPattern("(?m)^parley_events_total\\{type=\"message.deleted\"} 0")
        .containsPattern("(?m)^parley_http_requests_total\\{.*\"sendMessage\",status=\"500\"} 0");
  }

  /// Those that the page for operators lists.
  private static List<String> counters() throws IOException {
    var names = new ArrayList<String>();
    for (var line : Files.readAllLines(PAGE)) {
      if (!line.startsWith("| `parley_") || !line.contains("| counter |")) continue;
      var name = NAME.matcher(line);
      while (name.find()) names.add(name.group(1));
    }
    assertThat(names).hasSizeGreaterThan(8);
    return names;
  }
}
