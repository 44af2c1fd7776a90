package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;

/// Tells what a message is once a connection is open. One serves all connections of a loop.
public interface Recogniser {
  void hear(Connection connection, ByteBuf bytes, int start, int length);
}
