package dev.parley.platform.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// As whom PostgreSQL runs, since it refuses to run as root: as we ourselves, or for root inside a
/// user namespace where we are nobody yet keep our files, or, where the kernel grants no
/// namespaces, as the user `nobody`, who is then given the data.
enum ServerUser {
  OURSELVES(""),
  NAMESPACE("unshare -U"),
  NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

  private static final int NOBODY_ID = 65534;

  private final String prefix;

  ServerUser(String prefix) {
    this.prefix = prefix;
  }

  /// The words before a command that make it run as this user.
  List<String> prefix() {
    return prefix.isEmpty() ? List.of() : List.of(prefix.split(" "));
  }

  static ServerUser choose() {
    if (!isRoot()) return OURSELVES;
    return succeeds(List.of("unshare", "-U", "true")) ? NAMESPACE : NOBODY;
  }

  private static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException | UnsupportedOperationException _) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Lets the server write here.
  void own(Path path) throws IOException {
    if (this != NOBODY) return;
    Files.setAttribute(path, "unix:uid", NOBODY_ID);
    Files.setAttribute(path, "unix:gid", NOBODY_ID);
  }

  /// Where the programs go unless the caller says otherwise: a folder that this user may enter.
  Path cache() {
    if (this == NOBODY) return Path.of("/var/cache/parley");
    var cache = System.getenv("XDG_CACHE_HOME");
    var base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("parley");
  }
}
