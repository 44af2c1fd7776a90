package dev.parley.bench.report;

import dev.parley.platform.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Results as JSON, a line each.
public record ResultFile(Path path) {

  public void add(Result result) {
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(
          path, Json.write(result) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Result> read() {
    try (var lines = Files.lines(path)) {
      return lines.map(line -> Json.mapper().readValue(line, Result.class)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
