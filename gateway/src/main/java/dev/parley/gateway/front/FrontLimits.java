package dev.parley.gateway.front;

import java.time.Duration;

/// What the public port bears.
///
/// @param connections at once, of all kinds
/// @param connectionsPerAddress at once from one address, unless it is a trusted proxy's
/// @param head how long the first request head may take
public record FrontLimits(int connections, int connectionsPerAddress, Duration head) {
  /// Most bytes of the first request head that are looked at.
  public static final int HEAD_BYTES_MAX = 16 * 1024;

  /// How long the HTTP listener may take to accept a connection that is handed to it.
  public static final Duration CONNECT_MAX = Duration.ofSeconds(5);
}
