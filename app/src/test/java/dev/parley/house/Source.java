package dev.parley.house;

import java.nio.file.Path;
import java.util.List;

/// One text file of the repository, by its path from the root.
record Source(String path, String text) {

  boolean hasExtension(String... extensions) {
    return List.of(extensions).contains(path.substring(path.lastIndexOf('.') + 1));
  }

  boolean isJava() {
    return hasExtension("java");
  }

  boolean isMain() {
    return path.contains("/src/main/") || path.matches("(web|sdk-ts)/src/.*");
  }

  /// Without its extension.
  String name() {
    var file = String.valueOf(Path.of(path).getFileName());
    return file.substring(0, file.indexOf('.', 1) < 0 ? file.length() : file.indexOf('.', 1));
  }

  String directory() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  List<String> lines() {
    return text.lines().toList();
  }
}
