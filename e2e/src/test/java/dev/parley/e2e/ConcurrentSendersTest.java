package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.World.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many send at once, by REST and by socket, to both nodes: order and numbering hold.
class ConcurrentSendersTest {
  private static final int SENDERS = 200;
  private static final int CONVERSATIONS = 20;
  private static final int PEOPLE = 10;
  private static final int MESSAGES = 10;

  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);
  private final List<Person> people = world.people(PEOPLE);
  private final List<String> conversations = conversations();

  private List<String> conversations() {
    var others = people.subList(1, PEOPLE).toArray(Person[]::new);
    return IntStream.range(0, CONVERSATIONS)
        .mapToObj(i -> world.group("Conversation " + i, people.getFirst(), others))
        .toList();
  }

  /// What one sender was told: the seq of each of its messages, by client id.
  private record Told(Map<String, Long> seqs) {}

  @Test
  void everySeqAndOffsetIsGivenOnceAndARepeatChangesNothing() throws Exception {
    var first = all();
    var histories = new HashMap<String, List<JsonNode>>();
    for (var conversation : conversations) {
      var history = History.read(people.getFirst().api(), conversation);
      histories.put(conversation, history.messages());
      int count = history.messages().size();
      assertThat(history.seqs()).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
      assertThat(history.clientIds()).hasSize(SENDERS / CONVERSATIONS * MESSAGES);
      assertThat(new HashSet<>(history.clientIds())).hasSameSizeAs(history.clientIds());
      var events = History.events(people.getFirst().api(), "conversation:" + conversation);
      assertThat(events.stream().map(event -> event.path("offset").asLong()).toList())
          .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
    }
    assertThat(all()).isEqualTo(first);
    for (var conversation : conversations) {
      assertThat(History.read(people.getFirst().api(), conversation).messages())
          .isEqualTo(histories.get(conversation));
    }
    var verified = cluster.command("verify", "seq");
    assertThat(verified.code()).as(verified.said()).isZero();
  }

  private List<Told> all() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var senders = new ArrayList<Callable<Told>>();
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(() -> sender % 2 == 0 ? byRest(sender) : bySocket(sender));
      }
      var told = new ArrayList<Told>();
      for (var future : threads.invokeAll(senders)) told.add(future.get());
      return told;
    }
  }

  private Person person(int sender) {
    return people.get(sender % PEOPLE);
  }

  private Node node(int sender) {
    return cluster.node(sender / 2 % 2);
  }

  private String conversation(int sender) {
    return conversations.get(sender / PEOPLE % CONVERSATIONS);
  }

  private static Map<String, String> message(int sender, int number) {
    return Map.of("clientId", "sender-%d-%d".formatted(sender, number), "content", "No. " + number);
  }

  private Told byRest(int sender) {
    var api = person(sender).api().at(node(sender));
    var seqs = new HashMap<String, Long>();
    for (int i = 0; i < MESSAGES; i++) {
      var body = message(sender, i);
      var answer = api.post("/conversations/" + conversation(sender) + "/messages", body);
      assertThat(answer.status()).as(answer.text()).isIn(200, 201);
      seqs.put(body.get("clientId"), answer.body().path("message").path("seq").asLong());
    }
    return new Told(seqs);
  }

  private Told bySocket(int sender) throws Exception {
    try (var socket = Socket.open(node(sender), person(sender).token())) {
      var seqs = new HashMap<String, Long>();
      var answers = new HashMap<String, java.util.concurrent.Future<Socket.Answer>>();
      for (int i = 0; i < MESSAGES; i++) {
        var payload = new HashMap<>(message(sender, i));
        payload.put("conversationId", conversation(sender));
        answers.put(payload.get("clientId"), socket.send("message.send", payload));
      }
      for (var answer : answers.entrySet()) {
        var message = answer.getValue().get().expectReply().path("message");
        seqs.put(answer.getKey(), message.path("seq").asLong());
      }
      return new Told(seqs);
    }
  }
}
