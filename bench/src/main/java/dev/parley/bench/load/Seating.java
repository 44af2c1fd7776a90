package dev.parley.bench.load;

import java.util.List;

/// Who sits where: connection `i` belongs to topic `i % topics`, and the first of each topic
/// publish.
///
/// @param publishers of each topic
/// @param hearing whether connections hear their topic
/// @param echo whether what they send is answered to them alone
/// @param inFlight most connections that are being opened at the same time
public record Seating(
    int connections,
    List<String> topics,
    int publishers,
    boolean hearing,
    boolean echo,
    int inFlight) {
  public static final int IN_FLIGHT = 64;

  /// Everybody hears, and some publish.
  public static Seating fanOut(int connections, List<String> topics, int publishers) {
    return new Seating(connections, topics, publishers, true, false, IN_FLIGHT);
  }
}
