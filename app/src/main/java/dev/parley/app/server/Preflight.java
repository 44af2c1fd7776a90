package dev.parley.app.server;

import dev.parley.platform.config.Config;
import dev.parley.platform.secrets.MasterKey;
import dev.parley.platform.secrets.Passwords;
import dev.parley.platform.secrets.Secret;
import dev.parley.protocol.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Mistakes in the configuration that only show on this machine: what a start would fall over. It
/// changes nothing. Each is one line that begins with its key.
public final class Preflight {
  private final Config config;
  private final List<String> mistakes = new ArrayList<>();

  private Preflight(Config config) {
    this.config = config;
  }

  /// All that a server with this configuration would stumble on, as far as can be seen beforehand.
  public static List<String> mistakes(Config config) {
    var look = new Preflight(config);
    look.host();
    look.web();
    look.database();
    look.masterKey();
    config.bootstrap().ifPresent(look::bootstrap);
    return List.copyOf(look.mistakes);
  }

  /// What stands in the way of using this installation's master key, or of making one.
  public static List<String> keyMistakes(Config config) {
    var look = new Preflight(config);
    look.masterKey();
    return List.copyOf(look.mistakes);
  }

  private void host() {
    var host = config.listen().host();
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
    } catch (UnknownHostException _) {
      mistakes.add("host: nothing is known by the name " + host);
    } catch (IOException _) {
      mistakes.add("host: " + host + " is no address of this machine");
    }
  }

  private void web() {
    config
        .listen()
        .web()
        .filter(directory -> !Files.isReadable(directory.resolve("index.html")))
        .ifPresent(
            directory -> mistakes.add("web-dir: there is no index.html to read in " + directory));
  }

  private void database() {
    if (config.stores().database() instanceof Config.Database.External external) {
      try {
        Storage.address(external);
      } catch (IllegalArgumentException _) {
        mistakes.add("database-url must look like postgresql://host:port/database");
      }
    }
    if (!needsDirectory()) return;
    var data = config.node().data().toAbsolutePath();
    var there = Storage.existing(data);
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      mistakes.add("data: the directory %s cannot be written".formatted(data));
    }
  }

  private boolean needsDirectory() {
    return config.trust().masterKey().isEmpty()
        || config.stores().database() instanceof Config.Database.Embedded;
  }

  /// A key that a node makes for itself fits no other node, and no other start in a fresh
  /// container.
  private void masterKey() {
    if (config.trust().masterKey().isPresent()) return;
    var file = MasterKey.file(config.node().data());
    if (Files.exists(file)) {
      keyFile(file);
    } else if (!alone()) {
      mistakes.add(
          "master-key is needed with a database-url or a redis-url, the same on all nodes;"
              + " make one with: openssl rand -base64 32");
    }
  }

  private boolean alone() {
    return config.stores().database() instanceof Config.Database.Embedded
        && config.stores().bus() instanceof Config.Bus.InProcess;
  }

  private void keyFile(Path file) {
    try {
      if (MasterKey.fits(Secret.of(Files.readString(file)))) return;
    } catch (IOException | UncheckedIOException _) {
      // Told below, like a file that holds something else.
    }
    mistakes.add("master-key: %s does not hold 32 bytes in base64".formatted(file));
  }

  private void bootstrap(Config.Bootstrap wanted) {
    try {
      FirstTenant.newcomer(wanted);
    } catch (Refused refused) {
      mistakes.add("bootstrap-email: " + refused.problem().detail());
    }
    Passwords.weakness(wanted.password().reveal())
        .ifPresent(detail -> mistakes.add("bootstrap-password: " + detail));
  }
}
