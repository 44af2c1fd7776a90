package dev.parley.gateway.simulation;

import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// The buffers that connections were given, until they are released.
final class Buffers {
  private static final int SWEEP = 256;

  private final Set<ByteBuf> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int sweepAt = SWEEP;

  ByteBuf track(ByteBuf bytes) {
    seen.add(root(bytes));
    if (seen.size() < sweepAt) return bytes;
    seen.removeIf(one -> one.refCnt() == 0);
    sweepAt = seen.size() + SWEEP;
    return bytes;
  }

  private static ByteBuf root(ByteBuf bytes) {
    var at = bytes;
    for (var under = at.unwrap(); under != null; under = at.unwrap()) at = under;
    return at;
  }

  /// How many were not released.
  long open() {
    return seen.stream().filter(one -> one.refCnt() > 0).count();
  }

  /// Frees all, since their process is no more.
  void drop() {
    for (var one : seen) if (one.refCnt() > 0) one.release(one.refCnt());
    seen.clear();
  }
}
