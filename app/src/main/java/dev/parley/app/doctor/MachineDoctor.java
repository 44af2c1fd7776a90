package dev.parley.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.app.server.Storage;
import dev.parley.platform.config.Config;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;

/// Looks at this machine: Java, file descriptors, memory, disk and port.
final class MachineDoctor {
  private static final int JAVA_MIN = 25;

  /// Descriptors beside those of WebSockets: jars, pools, REST connections (three each).
  private static final int DESCRIPTORS_OWN = 500;

  private static final long MEBIBYTE = 1L << 20;
  private static final long HEAP_MIN = 256 * MEBIBYTE;
  private static final long DISK_LOW = 5 * 1024 * MEBIBYTE;
  private static final long DISK_MIN = 1024 * MEBIBYTE;

  private final Config config;

  MachineDoctor(Config config) {
    this.config = config;
  }

  List<Finding> look() {
    return List.of(java(), descriptors(), memory(), disk(), port());
  }

  private static Finding java() {
    var version = Runtime.version();
    return version.feature() >= JAVA_MIN
        ? Finding.ok("Java " + version)
        : Finding.fail("Java " + version, "Parley needs Java " + JAVA_MIN + " or newer.");
  }

  private Finding descriptors() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os)) {
      return Finding.warn("file descriptors: not to be seen here", "Parley is made for Linux.");
    }
    long most = os.getMaxFileDescriptorCount();
    int wanted = config.limits().connections() + DESCRIPTORS_OWN;
    var what = "file descriptors: " + most;
    return most >= wanted
        ? Finding.ok(what)
        : Finding.warn(
            what,
            "connections-max is %d; raise the limit to %d (ulimit -n, LimitNOFILE), or lower it."
                .formatted(config.limits().connections(), wanted));
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    var what = "heap: up to " + heap / MEBIBYTE + " MiB";
    return heap >= HEAP_MIN
        ? Finding.ok(what)
        : Finding.warn(what, "Give it more: PARLEY_JAVA_OPTS=-Xmx512m");
  }

  private Finding disk() {
    var place = Storage.existing(config.node().data());
    try {
      long free = Files.getFileStore(place).getUsableSpace();
      var what = "disk: %d MiB free at %s".formatted(free / MEBIBYTE, place);
      if (!Files.isWritable(place)) {
        return Finding.fail("disk: " + place + " cannot be written", "Change its owner or --data.");
      }
      if (free < DISK_MIN)
        return Finding.fail(what, "Make room: sends are refused when it is full.");
      return free < DISK_LOW ? Finding.warn(what, "Make room soon.") : Finding.ok(what);
    } catch (IOException e) {
      return Finding.fail("disk: " + place + ": " + e.getMessage(), "Check --data.");
    }
  }

  private Finding port() {
    var listen = config.listen();
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(listen.host(), listen.port()));
      return Finding.ok("port: %s:%d is free".formatted(listen.host(), listen.port()));
    } catch (IOException e) {
      return Finding.warn(
          "port: %s:%d: %s".formatted(listen.host(), listen.port(), e.getMessage()),
          "If that is Parley itself, all is well; else choose another --port.");
    }
  }
}
