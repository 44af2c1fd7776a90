package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// The one buffer that all connections of a loop read into: what is read is consumed before the
/// next read, so nothing is allocated for it.
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int BYTES = 256 * 1024;

  private final ByteBuf shared = Unpooled.directBuffer(BYTES, BYTES);

  @Override
  public MaxMessageHandle newHandle() {
    return new Shared();
  }

  private final class Shared extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return shared.clear().retain();
    }

    @Override
    public int guess() {
      return BYTES;
    }
  }
}
