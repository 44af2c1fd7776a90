package dev.parley.app.server;

import dev.parley.platform.config.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether the ports can be had, asked before anything is started that would have to end again.
final class Ports {
  private Ports() {}

  /// Throws [Unavailable] for the first that is taken.
  static void requireFree(Config.Listen listen) {
    requireFree(listen.host(), listen.port());
    listen.adminPort().ifPresent(port -> requireFree(listen.host(), port));
  }

  private static void requireFree(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new Unavailable("Cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()), e);
    }
  }
}
