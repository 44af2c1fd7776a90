package dev.parley.e2e.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An address on the loopback that stays while what is behind it comes, goes and changes, with
/// whatever weather each way: late, slow, in slices, swallowed; and it can break every connection.
/// A connection is always accepted, as by a machine whose processes hang.
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 256;

  /// Which way bytes go.
  public enum Way {
    TO_SERVICE,
    TO_CLIENT
  }

  private final ServerSocket server;
  private final Sky toService;
  private final Sky toClient;
  private final Set<Joint> joints = ConcurrentHashMap.newKeySet();
  private volatile int target;

  private FaultProxy(ServerSocket server, int target, long seed) {
    this.server = server;
    this.target = target;
    toService = new Sky(seed);
    toClient = new Sky(~seed);
  }

  /// On any port, in fair weather; the seed decides what is left to chance.
  public static FaultProxy to(int target, long seed) {
    return open(0, target, seed);
  }

  /// On that port, in fair weather.
  public static FaultProxy open(int port, int target) {
    return open(port, target, 0);
  }

  private static FaultProxy open(int port, int target, long seed) {
    try {
      var server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      var proxy = new FaultProxy(server, target, seed);
      Thread.ofVirtual().name("proxy-door").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /// How many connections stand.
  public int connections() {
    return joints.size();
  }

  public boolean isOpen() {
    return !server.isClosed();
  }

  /// Sends new connections somewhere else.
  public void turnTo(int port) {
    target = port;
  }

  /// From now on, for connections old and new, both ways.
  public void weather(Weather weather) {
    toService.become(weather);
    toClient.become(weather);
  }

  /// From now on, one way.
  public void weather(Way way, Weather weather) {
    (way == Way.TO_SERVICE ? toService : toClient).become(weather);
  }

  /// Breaks every connection that stands.
  public void reset() {
    joints.forEach(Joint::cut);
    joints.clear();
  }

  private void accept() {
    while (isOpen()) {
      try {
        join(server.accept());
      } catch (IOException _) {
        // Closed; or the client has gone again.
      }
    }
  }

  private void join(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    Socket service;
    try {
      service = new Socket(InetAddress.getLoopbackAddress(), target);
      service.setTcpNoDelay(true);
    } catch (IOException _) {
      Lane.reset(client);
      return;
    }
    var ended = new Runnable[] {() -> {}};
    var joint = new Joint(client, service, toService, toClient, () -> ended[0].run());
    ended[0] = () -> joints.remove(joint);
    joints.add(joint);
    joint.start();
    if (!isOpen()) joint.cut();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }
}
