package dev.parley.platform.events;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/// A durable event as it stands in the log. Offsets of one topic and epoch start at 1 and have no
/// gap.
public record Event(
    TopicKey key,
    Position position,
    String type,
    String payload,
    Optional<UserId> by,
    Instant at,
    Ending ends) {

  /// The frame that clients receive, byte for byte the same from every node and from the log: UTF-8
  /// of `{"type","topic","offset","payload","userId","timestamp"}`.
  public Frame frame() {
    return EventFrame.encode(this);
  }
}
