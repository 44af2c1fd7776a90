package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;

/// When messages are sent. Belongs to the loop.
public interface Pace {
  void start(Floor floor);

  /// Sends nothing more.
  void stop();

  /// How long it takes until it is in full swing.
  default Duration round() {
    return Duration.ZERO;
  }

  /// A reader got a message.
  ///
  /// @param mark where the message's mark is in the bytes
  default void delivered(Connection to, ByteBuf bytes, int mark) {}

  /// A publisher got its answer.
  default void answered() {}

  /// Where a pace sends.
  record Floor(List<Room> rooms, Tally tally, Loop loop) {}
}
