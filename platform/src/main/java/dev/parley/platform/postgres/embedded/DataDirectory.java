package dev.parley.platform.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalLong;

/// The directory of one embedded server, locked for as long as it is open.
final class DataDirectory implements AutoCloseable {
  /// How long a server whose starter died may take to follow it.
  static final Duration ORPHAN_WAIT_MAX = Duration.ofSeconds(20);

  private static final Duration ORPHAN_PAUSE = Duration.ofMillis(50);
  private static final int PASSWORD_BYTES = 24;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  static DataDirectory open(Path root, ServerUser user) {
    try {
      Files.createDirectories(root);
      user.own(root);
      var channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartFailed("The data directory %s is in use by another process".formatted(root));
      }
      return new DataDirectory(root.toAbsolutePath(), channel, lock);
    } catch (IOException e) {
      throw new StartFailed(
          "Cannot use the data directory %s: %s".formatted(root, Disk.reason(e)), e);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  Path data() {
    return root.resolve("data");
  }

  /// Where a new cluster is made before it gets its name.
  Path half() {
    return root.resolve("data.half");
  }

  Path startLog() {
    return root.resolve("start.log");
  }

  Path passwordFile() {
    return root.resolve("password");
  }

  /// The superuser's password, made at first use.
  String password() throws IOException {
    if (!Files.exists(passwordFile())) {
      var bytes = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(bytes);
      Disk.writeSecret(passwordFile(), HexFormat.of().formatHex(bytes));
    }
    return Files.readString(passwordFile()).strip();
  }

  boolean isInitialised() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /// The major version that wrote the data.
  String majorVersion() throws IOException {
    return Files.readString(data().resolve("PG_VERSION")).strip();
  }

  /// Makes sure that no server works on the data. We hold the lock, so one that still does has lost
  /// its starter and is on its way out. Every process of a server works in the data's folder, so
  /// when nobody does, a pid file is a leftover, even if another process has that pid today.
  void clearLeftovers() throws IOException, InterruptedException {
    var pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) return;
    long deadline = System.nanoTime() + ORPHAN_WAIT_MAX.toNanos();
    for (var pid = inhabitant(); pid.isPresent(); pid = inhabitant()) {
      if (System.nanoTime() - deadline > 0) {
        throw new StartFailed(
            "The data directory %s is in use by the process with pid %d"
                .formatted(root, pid.getAsLong()));
      }
      Thread.sleep(ORPHAN_PAUSE);
    }
    Files.deleteIfExists(pidFile);
  }

  /// A process whose working folder is the data.
  private OptionalLong inhabitant() throws IOException {
    var data = data().toRealPath();
    return ProcessHandle.allProcesses()
        .filter(process -> data.equals(workingFolder(process.pid())))
        .mapToLong(ProcessHandle::pid)
        .findAny();
  }

  private static Path workingFolder(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
    } catch (IOException _) {
      return Path.of(""); // It has ended, or is another user's and none of ours.
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
