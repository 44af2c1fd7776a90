package dev.parley.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The files that belong to the project: what git tracks, and what it would if it were asked to.
final class Repository {
  private static final Set<String> BINARY = Set.of("png", "ico", "jpg", "woff2", "jar", "gz");

  /// Inputs of fuzz targets are any bytes at all.
  private static final String INPUTS = "fuzz/src/test/resources/dev/";

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  static Repository here() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("STYLE.md"))) at = Objects.requireNonNull(at.getParent());
    return new Repository(at);
  }

  Path root() {
    return root;
  }

  String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All text files.
  List<Source> sources() {
    return paths().stream()
        .filter(path -> !BINARY.contains(path.substring(path.lastIndexOf('.') + 1)))
        .filter(path -> !path.startsWith(INPUTS))
        .map(path -> new Source(path, read(path)))
        .toList();
  }

  List<String> paths() {
    return git("ls-files", "-z", "--cached", "--others", "--exclude-standard").stream()
        .filter(path -> Files.isRegularFile(root.resolve(path)))
        .sorted()
        .distinct()
        .toList();
  }

  /// What is tracked although the ignore rules call it a product of the build.
  List<String> trackedThoughIgnored() {
    return git("ls-files", "-z", "--cached", "--ignored", "--exclude-standard");
  }

  private List<String> git(String... arguments) {
    try {
      var command = new ProcessBuilder("git", "-c", "safe.directory=*", "-C", root.toString());
      command.command().addAll(List.of(arguments));
      var process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) throw new IllegalStateException("git answered " + status);
      return out.isEmpty() ? List.of() : List.of(out.split("\0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
