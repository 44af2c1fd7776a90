package dev.parley.e2e.nodes;

import dev.parley.e2e.Node;
import dev.parley.platform.process.TiedProcess;
import dev.parley.testkit.Await;
import dev.parley.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// HAProxy in front of two nodes, with the configuration that operators are given.
final class Balancer implements AutoCloseable {
  private static final Path CONFIGURATION = Path.of("..", "deploy", "haproxy.cfg");
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final int port;
  private final TiedProcess process;

  private Balancer(int port, TiedProcess process) {
    this.port = port;
    this.process = process;
  }

  /// How it is set up beside the nodes.
  ///
  /// @param balance `source` or `roundrobin`
  /// @param perAddress connections at once from one address
  record Setup(String balance, int perAddress) {}

  /// Starts it, and waits until it passes requests on.
  static Balancer start(Setup setup, Node one, Node other) {
    int port = FreePort.next();
    var words =
        List.of(
            "env",
            "PARLEY_BIND=127.0.0.1:" + port,
            "PARLEY_NODE_1=" + one.base().getAuthority(),
            "PARLEY_NODE_2=" + other.base().getAuthority(),
            "PARLEY_BALANCE=" + setup.balance(),
            "PARLEY_PER_ADDRESS=" + setup.perAddress(),
            "haproxy",
            "-db",
            "-f",
            CONFIGURATION.toString());
    var process = TiedProcess.start(new TiedProcess.Command(List.of(), words, "KILL", output()));
    var balancer = new Balancer(port, process);
    Await.until("HAProxy passes requests on", balancer::passesOn);
    return balancer;
  }

  private static Path output() {
    try {
      var folder = Files.createDirectories(Path.of("target", "e2e"));
      return Files.createTempFile(folder, "haproxy-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean passesOn() {
    if (!process.isAlive()) throw new AssertionError("HAProxy ended; is it installed?");
    try {
      return new Visitor(InetAddress.getLoopbackAddress(), base()).get("/ready").statusCode()
          == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  URI socket() {
    return URI.create("ws://127.0.0.1:" + port + "/api/v1/ws");
  }

  @Override
  public void close() {
    process.stop("KILL", STOP_MAX);
  }
}
