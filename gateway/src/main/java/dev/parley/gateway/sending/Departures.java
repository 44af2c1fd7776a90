package dev.parley.gateway.sending;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sends of all event loops. Safe for any thread. Whoever made it closes it once the loops have
/// ended.
public final class Departures implements AutoCloseable {
  /// Most sends of one call.
  static final int SENDS_MAX = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Map<EventLoop, Sends> byLoop = new ConcurrentHashMap<>();
  private final boolean rings;

  private Departures(boolean rings) {
    this.rings = rings;
  }

  /// With io_uring, if this kernel lets us have it.
  public static Departures together() {
    boolean there = ringsAllowed();
    if (!there) LOG.info("There is no io_uring for this process: connections are written singly");
    return new Departures(there);
  }

  /// Without it.
  public static Departures singly() {
    return new Departures(false);
  }

  private static boolean ringsAllowed() {
    var probe = ring(1);
    probe.ifPresent(Ring::close);
    return probe.isPresent();
  }

  /// Other systems have no such calls, and containers may forbid them.
  private static Optional<Ring> ring(int entries) {
    if (!System.getProperty("os.name").equals("Linux")) return Optional.empty();
    try {
      return Ring.open(entries);
    } catch (LinkageError | IllegalStateException e) {
      LOG.debug("io_uring", e);
      return Optional.empty();
    }
  }

  /// The one of a loop.
  public Sends of(EventLoop loop) {
    return byLoop.computeIfAbsent(loop, _ -> open());
  }

  private Sends open() {
    var ring = rings ? ring(SENDS_MAX) : Optional.<Ring>empty();
    return ring.<Sends>map(RingSends::new).orElseGet(SocketSends::new);
  }

  @Override
  public void close() {
    for (var sends : byLoop.values()) if (sends instanceof RingSends ring) ring.close();
  }
}
