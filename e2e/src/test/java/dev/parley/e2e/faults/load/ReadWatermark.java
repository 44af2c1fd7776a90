package dev.parley.e2e.faults.load;

import dev.parley.e2e.Api.Answer;
import dev.parley.e2e.World.Person;
import java.util.Map;
import java.util.Optional;

/// How far someone has read, which several of their devices move at once.
record ReadWatermark(Meeting meeting, Person person, String conversation)
    implements RegisterClient.Thing {
  /// How far can be read at most.
  private static final int MESSAGES = 100;

  /// How far one device's marks lie apart.
  private static final int SPREAD = 8;

  /// Sends what is to be read.
  static ReadWatermark in(Meeting meeting, String conversation) {
    var path = "/conversations/" + conversation + "/messages";
    for (int i = 0; i < MESSAGES; i++) {
      meeting.member(1).api().post(path, Map.of("content", "No. " + i)).expect(201);
    }
    return new ReadWatermark(meeting, meeting.member(0), conversation);
  }

  /// Where it stands before anyone moves it.
  long first() {
    return Long.parseLong(read(read(0).orElseThrow()));
  }

  /// Forward on the whole, and back again and again.
  @Override
  public String next(String process, int writes, Work work) {
    return Integer.toString(Math.min(MESSAGES, writes + 1 + work.random().nextInt(SPREAD)));
  }

  @Override
  public Optional<Answer> write(String value, int station) {
    var path = "/conversations/" + conversation + "/read";
    var body = Map.of("seq", Integer.parseInt(value));
    return meeting.api(person, station).tryCall("PUT", path, body);
  }

  @Override
  public Optional<Answer> read(int station) {
    return meeting.api(person, station).tryCall("GET", "/conversations/" + conversation, null);
  }

  @Override
  public String written(Answer answer, String value) {
    return Long.toString(answer.body().path("readSeq").asLong(-1));
  }

  @Override
  public String read(Answer answer) {
    return Long.toString(answer.body().path("conversation").path("readSeq").asLong(-1));
  }
}
