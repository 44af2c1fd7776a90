package dev.parley.platform.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, unpacked once from the class path into a cache folder that many processes
/// share. A folder there is complete from the moment at which it has its name.
final class Binaries {
  private static final Object ONE_THREAD = new Object();

  private final Path home;

  private Binaries(Path home) {
    this.home = home;
  }

  /// Unpacks into the cache unless that was done before.
  static Binaries in(Path cache) {
    var archive = archive();
    try {
      var home = cache.resolve("postgres-" + checksum(archive));
      if (!Files.exists(home)) unpackAlone(archive, cache, home);
      return new Binaries(home);
    } catch (IOException e) {
      throw new StartFailed(
          "Cannot unpack PostgreSQL into %s: %s".formatted(cache, Disk.reason(e)), e);
    }
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static String archive() {
    var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    var name =
        switch (machine) {
          case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
          default -> "/postgres-linux-" + machine + ".txz";
        };
    if (Binaries.class.getResource(name) == null) {
      throw new StartFailed(
          "This build carries no PostgreSQL for "
              + machine
              + "; name a server of yours in PARLEY_DATABASE_URL");
    }
    return name;
  }

  private static String checksum(String archive) throws IOException {
    var crc = new CRC32();
    try (var in = new CheckedInputStream(open(archive), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return "%08x".formatted(crc.getValue());
  }

  private static InputStream open(String archive) throws IOException {
    var in = Binaries.class.getResourceAsStream(archive);
    if (in == null) throw new IOException(archive + " is not on the class path");
    return in;
  }

  private static void unpackAlone(String archive, Path cache, Path home) throws IOException {
    Files.createDirectories(cache);
    synchronized (ONE_THREAD) {
      try (var channel =
              FileChannel.open(
                  cache.resolve("unpack.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (Files.exists(home)) return;
        var half = cache.resolve(home.getFileName() + ".half");
        Disk.deleteTree(half);
        unpack(archive, half);
        publish(half, home);
      }
    }
  }

  private static void publish(Path half, Path home) throws IOException {
    try {
      Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FileSystemException(home.toString(), null, "no atomic rename: " + e.getReason());
    }
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (var in =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        unpack(entry, in, target);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream in, Path target)
      throws IOException {
    var path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) throw new IOException("An entry leaves the archive");
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(in, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    boolean program = (mode & 0100) != 0;
    return EnumSet.copyOf(PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
