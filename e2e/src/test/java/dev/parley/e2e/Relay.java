package dev.parley.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// An address that stays while what is behind it comes, goes and changes: a load balancer for one.
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private volatile int target;

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static Relay open(int port, int target) throws IOException {
    var relay = new Relay(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  int port() {
    return server.getLocalPort();
  }

  /// Sends new connections somewhere else.
  void turnTo(int port) {
    target = port;
  }

  boolean isOpen() {
    return !server.isClosed();
  }

  private void accept() {
    while (isOpen()) {
      try {
        var client = server.accept();
        var service = new java.net.Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> copy(client, service));
        Thread.ofVirtual().start(() -> copy(service, client));
      } catch (IOException _) {
        // Closed, or the service is gone; the client notices by itself.
      }
    }
  }

  private static void copy(java.net.Socket from, java.net.Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One side ended; closing tells the other.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
