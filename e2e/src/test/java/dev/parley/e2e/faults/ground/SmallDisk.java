package dev.parley.e2e.faults.ground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A file system of its own that can be filled up, kept in memory.
public final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "400m";
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int MOUNT_SECONDS_MAX = 10;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /// Whether this process may mount.
  static boolean possible() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Mounts it at an empty folder.
  static SmallDisk at(Path folder) {
    var options = "size=" + SIZE + ",mode=755";
    run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
    return new SmallDisk(folder);
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /// Takes all the room that is left.
  public void fill() {
    var block = ByteBuffer.allocate(BLOCK_BYTES);
    try (var out =
        Files.newByteChannel(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) out.write(block.rewind());
    } catch (IOException full) {
      if (String.valueOf(full.getMessage()).contains("No space left")) return;
      throw new UncheckedIOException(full);
    }
  }

  /// Gives the room back.
  public void empty() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> words) {
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      boolean ended = process.waitFor(MOUNT_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) throw new IllegalStateException(words + ": " + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run(List.of("umount", folder.toString()));
  }
}
