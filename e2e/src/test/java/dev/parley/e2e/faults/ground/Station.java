package dev.parley.e2e.faults.ground;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.proxy.FaultProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// One node's place in a cluster: the node, which may die and come back, and a proxy on each way to
/// it and from it.
///
/// @param clients between clients and the node
/// @param database between the node and PostgreSQL
/// @param redis between the node and Redis
/// @param clock the file that sets the node's clock
public record Station(
    Cluster cluster,
    int index,
    FaultProxy clients,
    FaultProxy database,
    FaultProxy redis,
    Path clock) {
  private static final Duration STOP_MAX = Duration.ofSeconds(40);

  public Node node() {
    return cluster.node(index);
  }

  /// Where clients find the node, whichever process it is.
  public URI base() {
    return URI.create("http://127.0.0.1:" + clients.port());
  }

  public URI socket() {
    return URI.create("ws://127.0.0.1:" + clients.port() + "/api/v1/ws");
  }

  /// Starts the node again when it has ended, and waits until it takes traffic.
  public void revive() {
    if (!node().isAlive()) clients.turnTo(cluster.restart(index).base().getPort());
  }

  /// Stops the node as an operator does, and answers its exit code.
  public int drain() {
    node().terminate();
    return node().awaitExit(STOP_MAX);
  }
}
