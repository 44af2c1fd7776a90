package dev.parley.gateway;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Event;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.Recovery;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a client missed. Blocks.
final class ReadBack {
  private final EventLog log;

  ReadBack(EventLog log) {
    this.log = log;
  }

  /// What a client missed.
  ///
  /// @param at the position of the answer
  /// @param frames the events up to it
  /// @param recovered whether they are all that there were
  /// @param more whether they had to be cut
  /// @param endedMeanwhile whether one of them may have ended this very subscription after it was
  ///   granted: ask again
  record Missed(
      Position at, List<byte[]> frames, boolean recovered, boolean more, boolean endedMeanwhile) {
    /// The client is ahead of this node: what ended the subscription may lie where nobody looked.
    Missed inDoubt() {
      return new Missed(at, frames, recovered, more, true);
    }

    static Missed nothing(Position at, boolean recovered) {
      return new Missed(at, List.of(), recovered, false, false);
    }
  }

  /// @param from what the client has; empty when it has nothing
  /// @param since everything after this is being collected; it was granted after this
  Missed read(TopicKey key, Optional<Position> from, Position since, UserId user) {
    if (from.isEmpty()) return Missed.nothing(since, false);
    var client = from.get();
    if (client.equals(since)) return Missed.nothing(since, true);
    return switch (log.read(key, client, Limits.REPLY_EVENTS_MAX)) {
      case Recovery.Lost(var head) -> lost(head, since);
      case Recovery.Recovered read -> {
        var missed = recovered(read, since, user);
        yield client.offset() > since.offset() ? missed.inDoubt() : missed;
      }
    };
  }

  /// The client starts afresh. From `since`, so that an event that ends the subscription and came
  /// after the grant is not skipped; unless the log has begun another life.
  private static Missed lost(Position head, Position since) {
    return Missed.nothing(head.epoch().equals(since.epoch()) ? since : head, false);
  }

  private static Missed recovered(Recovery.Recovered read, Position since, UserId user) {
    List<byte[]> frames = new ArrayList<>(read.events().size());
    var at = read.at();
    int bytes = 0;
    boolean ended = false;
    for (var event : read.events()) {
      var frame = event.frame().bytes();
      bytes += frame.length;
      if (bytes > Limits.REPLY_BYTES_MAX && !frames.isEmpty()) {
        return new Missed(at, frames, true, true, ended);
      }
      frames.add(frame);
      at = event.position();
      ended |= at.offset() > since.offset() && ends(event, user);
    }
    return new Missed(at, frames, true, read.more(), ended);
  }

  private static boolean ends(Event event, UserId user) {
    return switch (event.ends()) {
      case Ending.Nobody _, Ending.Onlookers _ -> false;
      case Ending.One(var one) -> one.equals(user);
      case Ending.Everyone _ -> true;
    };
  }
}
