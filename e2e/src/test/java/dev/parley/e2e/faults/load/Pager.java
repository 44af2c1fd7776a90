package dev.parley.e2e.faults.load;

import dev.parley.e2e.World.Person;
import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Recorder.Scribe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Polls the history of every conversation by REST, a page after what it has seen, at one node
/// after the other.
public final class Pager {
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final int PAGE = 50;

  private final Meeting meeting;
  private final Person person;
  private final Scribe scribe;
  private final Rest rest;
  private final Map<String, Long> lastSeqs = new ConcurrentHashMap<>();
  private int station;

  Pager(Meeting meeting, int number, Scribe scribe, Work work) {
    this.meeting = meeting;
    this.person = meeting.member(number);
    this.scribe = scribe;
    this.rest = work.rest();
    this.station = number;
  }

  String process() {
    return scribe.process();
  }

  long lastSeq(String conversation) {
    return lastSeqs.getOrDefault(conversation, 0L);
  }

  void run() {
    do {
      for (var conversation : meeting.conversations()) page(conversation);
      station++;
    } while (rest.pause(PAUSE));
  }

  /// Reads to the end, where the server lets it; true when it did.
  boolean page(String conversation) {
    while (true) {
      var path =
          "/conversations/%s/messages?after=%d&limit=%d"
              .formatted(conversation, lastSeq(conversation), PAGE);
      var answer = meeting.api(person, station).tryCall("GET", path, null);
      if (answer.isEmpty() || answer.get().status() != 200) return false;
      for (var message : answer.get().body().path("messages")) {
        long seq = message.path("seq").asLong();
        scribe.saw(conversation, seq, Values.of(message), Operation.NONE);
        lastSeqs.merge(conversation, seq, Math::max);
      }
      if (!answer.get().body().path("hasMore").asBoolean()) return true;
    }
  }
}
