package dev.parley.bench.dialect;

import dev.parley.bench.frames.Mark;
import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Hearing;
import dev.parley.bench.load.Recogniser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/// For protocols to which WebSocket messages are but a stream of bytes: there may be any number of
/// packets in one, and the end of one may cut a mark in two. Every mark is a delivery.
final class MarkStream implements Recogniser {
  private final Hearing hearing;

  /// Gets what has no mark.
  private final Recogniser other;

  /// The last bytes of a connection's message, where a mark may begin.
  private final Map<Integer, ByteBuf> ends = new HashMap<>();

  MarkStream(Hearing hearing, Recogniser other) {
    this.hearing = hearing;
    this.other = other;
  }

  @Override
  public void hear(Connection connection, ByteBuf bytes, int start, int length) {
    int from = ends.isEmpty() ? start : cut(connection, bytes, start, length);
    int at = from;
    int end = start + length;
    for (int mark; (mark = Mark.find(bytes, at, end)) >= 0; at = mark + Mark.LENGTH) {
      hearing.delivered(connection, bytes, mark);
    }
    int begun = Mark.begun(bytes, Math.max(at, end - Mark.LENGTH + 1), end);
    if (begun >= 0)
      ends.put(connection.index(), Unpooled.copiedBuffer(bytes.slice(begun, end - begun)));
    else if (at == start) other.hear(connection, bytes, start, length);
  }

  /// Looks for a mark that began in the message before, and gives where to look on.
  private int cut(Connection connection, ByteBuf bytes, int start, int length) {
    var end = ends.remove(connection.index());
    if (end == null) return start;
    int missing = Mark.LENGTH - end.readableBytes();
    if (missing > length) {
      // Not even now is it whole.
      ends.put(connection.index(), Unpooled.copiedBuffer(end, bytes.slice(start, length)));
      return start + length;
    }
    var whole = Unpooled.copiedBuffer(end, bytes.slice(start, missing));
    if (Mark.find(whole, 0, whole.readableBytes()) < 0) return start;
    hearing.delivered(connection, whole, 0);
    return start + missing;
  }
}
