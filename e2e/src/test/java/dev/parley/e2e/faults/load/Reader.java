package dev.parley.e2e.faults.load;

import dev.parley.e2e.Api;
import dev.parley.e2e.Catalogue;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.load.Link.Heard;
import dev.parley.e2e.history.Operation;
import dev.parley.e2e.history.Recorder.Scribe;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// Subscribes to every conversation and writes down all that it is given. When its connection ends
/// it goes to the next node and resumes from where it was; where that is refused it reloads.
public final class Reader {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  /// A connection that is silent for so long is asked whether it stands, and given up when it stays
  /// silent for as long again.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(4);

  private static final Duration RETRY_MIN = Duration.ofMillis(100);
  private static final int RETRY_SPREAD_MILLIS = 400;
  private static final int PAGE = 200;

  private final Meeting meeting;
  private final Person person;
  private final Scribe scribe;
  private final Random random;
  private final Rest rest;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Long> lastSeqs = new ConcurrentHashMap<>();
  private final Queue<Outage> outages = new ConcurrentLinkedQueue<>();
  private OptionalLong lost = OptionalLong.empty();
  private int station;

  /// Where it stands in one conversation.
  private static final class Place {
    String epoch = "";
    long offset;
    long reloadedTo;
  }

  /// From the loss of a connection until all was caught up with again, by `System.nanoTime`.
  record Outage(long lost, long back) {}

  Reader(Meeting meeting, int number, Scribe scribe, Work work) {
    this.meeting = meeting;
    this.person = meeting.member(number);
    this.scribe = scribe;
    this.random = work.random();
    this.rest = work.rest();
    this.station = number;
  }

  String process() {
    return scribe.process();
  }

  /// The last message of a conversation that it was given.
  long lastSeq(String conversation) {
    return lastSeqs.getOrDefault(conversation, 0L);
  }

  List<Outage> outages() {
    return List.copyOf(outages);
  }

  /// Goes on until told to stop.
  void run() {
    do {
      try (var link = Link.open(meeting.station(station).socket(), person.token())) {
        for (var conversation : meeting.conversations()) attach(link, conversation);
        found();
        follow(link);
      } catch (IOException _) {
        // The next node may answer.
      }
      if (lost.isEmpty()) lost = OptionalLong.of(System.nanoTime());
      station++;
    } while (rest.pause(RETRY_MIN.plusMillis(random.nextInt(RETRY_SPREAD_MILLIS))));
  }

  private void found() {
    if (lost.isPresent()) outages.add(new Outage(lost.getAsLong(), System.nanoTime()));
    lost = OptionalLong.empty();
  }

  /// Subscribes from where it stands, until it is given what happens from then on.
  private void attach(Link link, String conversation) throws IOException {
    var place = places.computeIfAbsent(conversation, _ -> new Place());
    while (true) {
      long from = place.offset;
      boolean resumes = !place.epoch.isEmpty();
      var answer = subscribe(link, conversation, place);
      boolean recovered = resumes && answer.path("recovered").asBoolean();
      if (!recovered) reload(conversation, place);
      place.epoch = answer.path("epoch").asString();
      place.offset = recovered ? from : answer.path("offset").asLong();
      scribe.resumed(conversation, recovered, place.offset);
      for (var event : answer.path("events")) take(event);
      if (!answer.path("hasMore").asBoolean()) return;
    }
  }

  private JsonNode subscribe(Link link, String conversation, Place place) throws IOException {
    var payload = new HashMap<String, Object>();
    payload.put("topic", "conversation:" + conversation);
    if (!place.epoch.isEmpty()) {
      payload.put("epoch", place.epoch);
      payload.put("offset", place.offset);
    }
    var answer = ask(link, "subscribe", payload);
    if (answer.type().equals("reply")) return answer.payload();
    throw new IOException("Not subscribed: " + answer.payload());
  }

  /// The answer to a command; what comes before it is taken as it comes.
  private Heard.Frame ask(Link link, String command, Map<String, ?> payload) throws IOException {
    var id = link.send(command, payload);
    long end = System.nanoTime() + ANSWER_MAX.toNanos();
    while (System.nanoTime() < end) {
      var heard = link.next(SILENCE_MAX);
      if (heard.isPresent() && heard.get() instanceof Heard.End) break;
      if (heard.isEmpty() || !(heard.get() instanceof Heard.Frame frame)) continue;
      if (frame.body().path("id").asString("").equals(id)) {
        Catalogue.get().hold(command, frame.body());
        return frame;
      }
      hear(frame);
    }
    throw new IOException(command + " was not answered");
  }

  /// Reads from history what follows the last message that it was given.
  private void reload(String conversation, Place place) throws IOException {
    for (boolean more = true; more; ) {
      var page = page(conversation);
      for (var message : page.path("messages")) saw(conversation, message, Operation.NONE);
      more = page.path("hasMore").asBoolean();
    }
    place.reloadedTo = lastSeq(conversation);
  }

  private JsonNode page(String conversation) throws IOException {
    var path =
        "/conversations/%s/messages?after=%d&limit=%d"
            .formatted(conversation, lastSeq(conversation), PAGE);
    return meeting
        .api(person, station)
        .tryCall("GET", path, null)
        .filter(answer -> answer.status() == 200)
        .map(Api.Answer::body)
        .orElseThrow(() -> new IOException("History was not read"));
  }

  private void follow(Link link) throws IOException {
    while (!rest.isOver()) {
      var heard = link.next(SILENCE_MAX);
      if (heard.isEmpty()) {
        ask(link, "ping", Map.of());
      } else {
        switch (heard.get()) {
          case Heard.End _ -> {
            return;
          }
          case Heard.Frame frame -> hear(frame);
        }
      }
    }
  }

  private void hear(Heard.Frame frame) {
    Catalogue.get().hold(frame.body());
    if (frame.body().path("offset").isIntegralNumber()) take(frame.body());
  }

  /// Writes down a durable event. One whose message was reloaded already brings nothing new.
  private void take(JsonNode event) {
    var conversation = event.path("topic").asString("").replaceFirst("^conversation:", "");
    var place = places.get(conversation);
    if (place == null) throw new AssertionError("an event of no subscription: " + event);
    long offset = event.path("offset").asLong();
    var type = event.path("type").asString();
    var message = event.path("payload").path("message");
    if (type.equals("message.new") && message.path("seq").asLong() > place.reloadedTo) {
      saw(conversation, message, offset);
    } else {
      scribe.heard(conversation, type, offset);
    }
    place.offset = Math.max(place.offset, offset);
  }

  private void saw(String conversation, JsonNode message, long offset) {
    long seq = message.path("seq").asLong();
    scribe.saw(conversation, seq, Values.of(message), offset);
    lastSeqs.merge(conversation, seq, Math::max);
  }
}
