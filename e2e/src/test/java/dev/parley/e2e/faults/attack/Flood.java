package dev.parley.e2e.faults.attack;

import dev.parley.e2e.Socket;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.load.Rest;
import dev.parley.e2e.faults.probe.Finding;
import dev.parley.e2e.faults.probe.Law;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Members who ask for as much as they may, and others who ask for more.
///
/// @param subscribers who subscribe to as many topics as one connection may have, one more, and
///   begin anew
/// @param hasty who send as fast as the network takes it
public record Flood(int subscribers, int hasty) implements Attack {
  /// Just below what a connection may send.
  private static final Duration BETWEEN = Duration.ofMillis(1_000 / Limits.FRAMES_PER_SECOND + 1);

  private static final Rest REST = new Rest();

  private static final int PINGS_AT_ONCE = 2_000;
  private static final byte[] PINGS = pings();

  @Override
  public List<Finding> run(Target target, BooleanSupplier goesOn) {
    var member = target.world().person("Collector");
    var hurried = target.world().person("Hasty");
    var topics = topics(target, member);
    var crowd = new Crowd(subscribers + hasty, goesOn);
    crowd.live(number -> {
      if (number < subscribers) collect(target, member, topics, crowd);
      else crowd.met(rush(target, hurried, number));
    });
    var wanted = Set.of("last refused", "hasty " + CloseCode.FLOODING.code());
    var fates = new HashSet<>(crowd.fates().keySet());
    fates.remove(Crowd.KEPT_OUT);
    return List.of(
        Finding.seen(
            Law.T1, "what is too much is refused", crowd.fates().toString(), fates.equals(wanted)));
  }

  private static List<String> topics(Target target, Person member) {
    var topics = new ArrayList<String>();
    for (int i = 0; i <= Limits.TOPICS_MAX; i++) {
      topics.add("conversation:" + target.world().group("Topic " + i, member));
    }
    return topics;
  }

  private static void collect(Target target, Person member, List<String> topics, Crowd crowd) {
    try (var socket = Socket.open(target.node(), member.token())) {
      var answers = new ArrayList<CompletableFuture<Socket.Answer>>();
      for (var topic : topics) {
        answers.add(socket.send("subscribe", Map.of("topic", topic)));
        REST.pause(BETWEEN);
      }
      var last = answers.removeLast().join().verdict();
      boolean allBut = answers.stream().allMatch(it -> it.join().verdict().equals("ok"));
      crowd.met(allBut && !last.equals("ok") ? "last refused" : "last " + last + ", " + allBut);
    }
  }

  private static String rush(Target target, Person hasty, int number) throws IOException {
    var admitted = Intruder.signedIn(target.node(), number, hasty.token());
    if (admitted.isEmpty()) return Crowd.keptOut();
    try (var intruder = admitted.get()) {
      intruder.throwAll(PINGS);
      return "hasty " + intruder.awaitGoodbye();
    }
  }

  private static byte[] pings() {
    var ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < PINGS_AT_ONCE; i++) all.writeBytes(Intruder.frame(Intruder.TEXT, ping));
    return all.toByteArray();
  }
}
