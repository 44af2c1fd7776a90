package dev.parley.platform.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Small deeds on files.
final class Disk {
  private Disk() {}

  static void deleteTree(Path root) throws IOException {
    List<Path> paths;
    try (var walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException _) {
      return;
    }
    for (var path : paths) Files.deleteIfExists(path);
  }

  /// Writes a file that its owner alone may read, whole or not at all.
  static void writeSecret(Path file, String text) throws IOException {
    var half = file.resolveSibling(file.getFileName() + ".half");
    Files.deleteIfExists(half);
    Files.createFile(
        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(half, text);
    Files.move(half, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /// What went wrong, in an operator's words.
  static String reason(Exception fault) {
    var text = String.valueOf(fault.getMessage());
    return isFull(text) ? "the disk is full" : text;
  }

  static boolean isFull(String text) {
    return text.toLowerCase(Locale.ROOT).contains("no space left on device");
  }
}
