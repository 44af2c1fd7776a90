package dev.parley.e2e.faults.attack;

import dev.parley.e2e.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What a node holds on to.
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private LiveHeap() {}

  /// Bytes that are reachable, after a collection that this asks for.
  static long bytes(Node node) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var words = List.of(jcmd, Long.toString(node.pid()), "GC.class_histogram");
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var total = TOTAL.matcher(said);
      if (total.find()) return Long.parseLong(total.group(1));
      throw new IllegalStateException("No total: " + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
