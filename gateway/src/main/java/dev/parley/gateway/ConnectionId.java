package dev.parley.gateway;

import dev.parley.platform.kernel.Ids;
import java.util.UUID;

/// Names one open connection; a session of the same person and device may have several over time.
public record ConnectionId(UUID value) {

  public static ConnectionId next() {
    return new ConnectionId(Ids.next());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
