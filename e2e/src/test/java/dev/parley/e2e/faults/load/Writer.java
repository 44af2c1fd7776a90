package dev.parley.e2e.faults.load;

import dev.parley.e2e.Catalogue;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.load.Link.Heard;
import dev.parley.e2e.history.Recorder.Scribe;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends one message after another, each with a value of its own. What is not answered, or with
/// "later", is sent again with the same client id, to another node, until it is answered or
/// [#GIVE_UP] has passed.
public final class Writer {
  static final Duration GIVE_UP = Duration.ofSeconds(30);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofMillis(200);

  /// Answers after which the message may be there all the same.
  private static final Set<String> UNCERTAIN = Set.of("unavailable", "internal");

  /// Answers that say nothing of the message: it was not looked at.
  private static final Set<String> LATER =
      Set.of("rate_limited", "unauthenticated", "token_expired");

  private final Meeting meeting;
  private final Person person;
  private final Scribe scribe;
  private final Random random;
  private final Rest rest;
  private final boolean bySocket;
  private int station;
  private int count;
  private @Nullable Link link;

  /// By which way it sends, and to which node first.
  record Way(boolean bySocket, int station) {}

  Writer(Meeting meeting, Person person, Way way, Scribe scribe, Work work) {
    this.meeting = meeting;
    this.person = person;
    this.scribe = scribe;
    this.random = work.random();
    this.rest = work.rest();
    this.bySocket = way.bySocket;
    this.station = way.station;
  }

  private sealed interface Answer {
    record Ok(long seq) implements Answer {}

    record Refused(String code) implements Answer {}

    /// Whether it has arrived is not known.
    record None() implements Answer {}

    /// It was never sent.
    record Unsent() implements Answer {}
  }

  /// Sends so many a second, until told to stop.
  void run(double perSecond) {
    do {
      var conversations = meeting.conversations();
      deliver(conversations.get(random.nextInt(conversations.size())));
    } while (rest.pause(Duration.ofNanos((long) (1e9 / perSecond * 2 * random.nextDouble()))));
    hangUp();
  }

  private void deliver(String conversation) {
    var value = scribe.process() + "-" + ++count;
    scribe.sending(conversation, value);
    long end = System.nanoTime() + GIVE_UP.toNanos();
    boolean uncertain = false;
    do {
      switch (attempt(conversation, value)) {
        case Answer.Ok(var seq) -> {
          scribe.sent(conversation, value, seq);
          return;
        }
        case Answer.None _ -> {
          uncertain = true;
          moveOn();
        }
        case Answer.Unsent _ -> moveOn();
        case Answer.Refused(var code) when UNCERTAIN.contains(code) -> {
          uncertain = true;
          moveOn();
        }
        case Answer.Refused(var code) when LATER.contains(code) -> moveOn();
        case Answer.Refused _ -> end = System.nanoTime();
      }
    } while (System.nanoTime() < end && pauseBetween());
    if (uncertain) scribe.unanswered(conversation, value);
    else scribe.refused(conversation, value);
  }

  /// Even when the load is over, what was begun is brought to its end.
  private boolean pauseBetween() {
    if (!rest.pause(AGAIN)) java.util.concurrent.locks.LockSupport.parkNanos(AGAIN.toNanos());
    return true;
  }

  private void moveOn() {
    hangUp();
    station++;
  }

  private void hangUp() {
    if (link != null) link.close();
    link = null;
  }

  private Answer attempt(String conversation, String value) {
    return bySocket ? send(conversation, value) : post(conversation, value);
  }

  private Answer post(String conversation, String value) {
    var path = "/conversations/" + conversation + "/messages";
    var body = Map.of("clientId", value, "content", "This is " + value);
    var answer = meeting.api(person, station).tryCall("POST", path, body);
    if (answer.isEmpty()) return new Answer.None();
    if (answer.get().status() >= 300) return new Answer.Refused(answer.get().verdict());
    return ok(answer.get().body());
  }

  private static Answer ok(JsonNode body) {
    return new Answer.Ok(body.path("message").path("seq").asLong());
  }

  private Answer send(String conversation, String value) {
    Link open;
    try {
      open = link();
    } catch (IOException _) {
      return new Answer.Unsent();
    }
    var payload =
        Map.of("conversationId", conversation, "clientId", value, "content", "This is " + value);
    try {
      return answer(open, open.send("message.send", payload));
    } catch (IOException _) {
      return new Answer.None();
    }
  }

  private Link link() throws IOException {
    var open = link;
    if (open == null) {
      open = Link.open(meeting.station(station).socket(), person.token());
      link = open;
    }
    return open;
  }

  private static Answer answer(Link link, String id) throws IOException {
    long end = System.nanoTime() + ANSWER_MAX.toNanos();
    while (System.nanoTime() < end) {
      var next = link.next(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (next.isPresent() && next.get() instanceof Heard.End) return new Answer.None();
      if (next.isPresent()
          && next.get() instanceof Heard.Frame frame
          && frame.body().path("id").asString("").equals(id)) {
        Catalogue.get().hold("message.send", frame.body());
        return frame.type().equals("reply")
            ? ok(frame.payload())
            : new Answer.Refused(frame.payload().path("code").asString());
      }
    }
    return new Answer.None();
  }
}
