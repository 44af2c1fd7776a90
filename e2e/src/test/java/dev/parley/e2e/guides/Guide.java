package dev.parley.e2e.guides;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A page that tells people what to type, followed to the letter.
final class Guide {
  static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final long MINUTES_MAX = 3;

  private record Block(String language, String text) {}

  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  /// @param page its path below the root of this repository
  Guide(String page) throws IOException {
    var found = BLOCK.matcher(Files.readString(HOUSE.resolve(page)));
    while (found.find()) blocks.add(new Block(found.group(1), found.group(2)));
  }

  /// The text of a block, counted within its language from 0.
  String block(String language, int index) {
    return blocks.stream()
        .filter(block -> block.language.equals(language))
        .skip(index)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No block " + index + " of " + language))
        .text;
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  /// Runs a text as bash does, up to the first failure, and gives what it printed.
  String run(Path folder, String script) throws IOException, InterruptedException {
    var process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    process.environment().putAll(environment);
    var err = Files.createTempFile(folder, "err", ".log");
    var running = process.directory(folder.toFile()).redirectError(err.toFile()).start();
    running.getOutputStream().close();
    var said = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertThat(running.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
    assertThat(running.exitValue()).as("%s%s", said, Files.readString(err)).isZero();
    return said;
  }

  /// Copies what git has, as a fresh clone has it, without what was built since.
  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = from.relativize(file).toString();
        if (name.startsWith("node_modules") || name.startsWith("dist")) continue;
        var copy = to.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
