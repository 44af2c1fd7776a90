package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;

/// What a [Recogniser] makes of what came. A mark is given as its place in the bytes.
public interface Hearing {
  /// Somebody's message.
  void delivered(Connection to, ByteBuf bytes, int mark);

  /// The answer to a message of the connection's own.
  void answered(Connection to, ByteBuf bytes, int mark);

  /// Anything else.
  void other(Connection to);

  /// The server would not do something.
  void refused(Connection to, String complaint);
}
