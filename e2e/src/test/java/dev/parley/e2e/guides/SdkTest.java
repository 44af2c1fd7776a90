package dev.parley.e2e.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Event;
import dev.parley.client.Message;
import dev.parley.client.Message.Draft;
import dev.parley.client.Parley;
import dev.parley.e2e.Cluster;
import dev.parley.e2e.World;
import dev.parley.e2e.proxy.FaultProxy;
import dev.parley.protocol.Topic;
import dev.parley.testkit.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The Java SDK on real nodes, behind an address that stays.
class SdkTest {
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(20);
  private static final int MESSAGES = 100;

  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);

  @Test
  void whatIsSentAndHeardThroughTheSdkCrossesTheDeathOfANodeOnceAndInOrder() throws Exception {
    var ada = world.person("Ada");
    var bob = world.person("Bob");
    var conversation = UUID.fromString(world.group("By SDK", ada, bob));
    var topic = Topic.conversation(conversation);
    var doomed = cluster.join(Map.of());
    try (var proxy = FaultProxy.open(0, doomed.base().getPort());
        var hers = signIn(proxy, ada);
        var his = signIn(proxy, bob)) {
      var heard = new CopyOnWriteArrayList<String>();
      hers.connect();
      his.connect();
      var from = his.conversations().get(conversation).position();
      his.subscribe(topic, from, event -> keep(heard, event));
      var sent = new ArrayList<CompletableFuture<Message>>();
      for (int i = 0; i < MESSAGES; i++) {
        sent.add(hers.send(Draft.text(conversation, "No. " + i)));
        if (i == MESSAGES / 2) {
          sent.get(MESSAGES / 4).get(10, TimeUnit.SECONDS);
          proxy.turnTo(cluster.node(1).base().getPort());
          doomed.kill();
        }
      }
      var wanted = IntStream.range(0, MESSAGES).mapToObj(i -> "No. " + i).toList();
      Await.until("all are heard", CAUGHT_UP_MAX, () -> heard.size() >= MESSAGES);
      assertThat(heard).isEqualTo(wanted);
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(sent.get(i).get(10, TimeUnit.SECONDS).content()).contains("No. " + i);
      }
      assertThat(hers.history(conversation, MESSAGES).messages())
          .extracting(message -> message.content().orElse(""))
          .isEqualTo(wanted);
    } finally {
      doomed.close();
    }
  }

  private Parley signIn(FaultProxy proxy, World.Person person) {
    var who = new Parley.SignIn(world.slug(), person.email(), World.PASSWORD);
    return Parley.signIn(URI.create("http://127.0.0.1:" + proxy.port()), who);
  }

  private static void keep(List<String> heard, Event event) {
    if (event instanceof Event.MessageNew arrived) {
      heard.add(arrived.message().content().orElse(""));
    }
  }
}
