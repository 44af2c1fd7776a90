package dev.parley.e2e.faults.load;

import dev.parley.e2e.Api.Answer;
import dev.parley.e2e.World.Person;
import java.util.Map;
import java.util.Optional;

/// The content of one message, which its author edits at several devices at once.
record EditedMessage(Meeting meeting, Person author, Place place) implements RegisterClient.Thing {
  static final String FIRST = "first";

  /// Where the message is.
  record Place(String conversation, String message, long seq) {}

  /// Sends it.
  static EditedMessage in(Meeting meeting, String conversation) {
    var author = meeting.member(0);
    var path = "/conversations/" + conversation + "/messages";
    var sent = author.api().post(path, Map.of("content", FIRST)).expect(201).path("message");
    var place = new Place(conversation, sent.path("id").asString(), sent.path("seq").asLong());
    return new EditedMessage(meeting, author, place);
  }

  private String messages() {
    return "/conversations/" + place.conversation + "/messages";
  }

  @Override
  public String next(String process, int writes, Work work) {
    return process + "-" + writes;
  }

  @Override
  public Optional<Answer> write(String value, int station) {
    var path = messages() + "/" + place.message;
    return meeting.api(author, station).tryCall("PUT", path, Map.of("content", value));
  }

  @Override
  public Optional<Answer> read(int station) {
    var path = messages() + "?after=" + (place.seq - 1) + "&limit=1";
    return meeting.api(author, station).tryCall("GET", path, null);
  }

  @Override
  public String written(Answer answer, String value) {
    return answer.body().path("message").path("content").asString();
  }

  @Override
  public String read(Answer answer) {
    return answer.body().path("messages").path(0).path("content").asString();
  }
}
