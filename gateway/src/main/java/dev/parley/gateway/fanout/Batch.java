package dev.parley.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frames of one topic in one turn of one loop: concatenated once, written by every subscriber
/// of this loop with a single write. Belongs to its loop.
final class Batch {
  /// A batch that has grown to this is handed out, and the next one begins.
  static final int BYTES_MAX = 65_536;

  private final List<WireFrame> frames = new ArrayList<>(2);
  private int bytes;
  private @Nullable ByteBuf plain;
  private @Nullable ByteBuf deflated;

  void add(WireFrame frame) {
    frames.add(frame);
    bytes += frame.length(false);
  }

  boolean full() {
    return bytes >= BYTES_MAX;
  }

  List<WireFrame> frames() {
    return frames;
  }

  /// The bytes for a reader, shared: duplicate and retain to keep them beyond the shard's turn.
  ByteBuf bytes(boolean deflating, Shard shard) {
    return deflating ? deflated(shard) : plain(shard);
  }

  private ByteBuf plain(Shard shard) {
    var made = plain;
    if (made == null) {
      made = concatenate(bytes, false, shard);
      plain = made;
    }
    return made;
  }

  private ByteBuf deflated(Shard shard) {
    var made = deflated;
    if (made == null) {
      int length = 0;
      for (var frame : frames) length += frame.length(true);
      made = concatenate(length, true, shard);
      deflated = made;
    }
    return made;
  }

  private ByteBuf concatenate(int length, boolean deflating, Shard shard) {
    var buffer = ByteBufAllocator.DEFAULT.directBuffer(length);
    for (int i = 0; i < frames.size(); i++) frames.get(i).writeTo(buffer, deflating);
    shard.lend(buffer);
    return buffer;
  }
}
