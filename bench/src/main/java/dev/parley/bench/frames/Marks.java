package dev.parley.bench.frames;

import io.netty.buffer.ByteBuf;

/// Finds the mark of a message that has one at most, first where the last one had it: in one run
/// all messages of a kind look alike.
public final class Marks {
  private int hint;

  /// Its place, or -1.
  public int first(ByteBuf bytes, int start, int length) {
    if (hint + Mark.LENGTH <= length && Mark.isAt(bytes, start + hint)) return start + hint;
    int found = Mark.find(bytes, start, start + length);
    if (found >= 0) hint = found - start;
    return found;
  }

  /// Whether a mark is just there.
  public static boolean isAt(ByteBuf bytes, int at, int end) {
    return at + Mark.LENGTH <= end && Mark.isAt(bytes, at);
  }
}
