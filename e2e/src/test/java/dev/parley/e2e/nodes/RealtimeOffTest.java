package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Handshake;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The realtime channel is switched off and on for people, on two nodes.
class RealtimeOffTest {
  /// How long open connections may go on, wherever they are.
  private static final Duration OFF_MAX = Duration.ofSeconds(5);

  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);
  private final Person ada = world.person("Ada");
  private final Person bob = world.person("Bob");

  private void decide(Person person, boolean value) {
    var path = "/switches/realtime/people/" + person.id();
    world.admin().api().put(path, Map.of("value", value)).expect(200);
  }

  private static Map<String, String> credentials(Person person) {
    return Map.of("Authorization", "Bearer " + person.token());
  }

  @Test
  void whoIsSwitchedOffOnOneNodeIsLetGoOnTheOther() {
    try (var hers = Socket.open(cluster.node(1), ada.token());
        var his = Socket.open(cluster.node(1), bob.token())) {
      hers.subscribe(topic());
      decide(ada, false);
      hers.await(frame -> Socket.type(frame).equals("feature.changed"), OFF_MAX);
      hers.await(frame -> Socket.type(frame).equals("session.drain"), OFF_MAX);
      assertThat(hers.awaitClose(OFF_MAX)).isEqualTo(1001);
      for (int node : List.of(0, 1)) {
        assertThat(Handshake.verdict(cluster.node(node), credentials(ada)))
            .isEqualTo("realtime_off");
      }
      assertThat(his.closeCode()).isEmpty();
      assertThat(Handshake.verdict(cluster.node(0), credentials(bob))).isEqualTo("ok");
    }
    decide(ada, true);
    Await.until(
        "let in again",
        OFF_MAX,
        () -> Handshake.verdict(cluster.node(1), credentials(ada)).equals("ok"));
  }

  @Test
  void anOperatorSwitchesItOffForATenantAndANodeFindsItByItself() {
    try (var his = Socket.open(cluster.node(0), bob.token())) {
      var off = List.of("switch", "set", "realtime", "off", "--tenant", world.slug());
      assertThat(cluster.command(off.toArray(String[]::new)).code()).isZero();
      assertThat(his.awaitClose(OFF_MAX)).isEqualTo(1001);
    }
    assertThat(cluster.command("switch", "list", "--tenant", world.slug()).out())
        .startsWith("realtime\toff");
    cluster.command("switch", "clear", "realtime", "--tenant", world.slug());
    Await.until(
        "let in again",
        OFF_MAX,
        () -> Handshake.verdict(cluster.node(1), credentials(bob)).equals("ok"));
  }

  @Test
  void whoAsksEveryMomentMissesNothing() {
    var group = world.group("Asked for", bob, ada);
    var topic = "conversation:" + group;
    decide(ada, false);
    var at = ada.api().get("/events?topic=" + topic).expect(200);
    var position = Socket.Position.of(at);
    for (int i = 0; i < 20; i++) {
      var content = Map.of("content", "No. " + i);
      bob.api().at(cluster.node(i % 2)).post("/conversations/" + group + "/messages", content);
      var asked =
          "/events?topic=%s&epoch=%s&offset=%d"
              .formatted(topic, position.epoch(), position.offset());
      var told = ada.api().at(cluster.node(1)).get(asked).expect(200);
      assertThat(told.path("events")).hasSize(1);
      var message = told.path("events").path(0).path("payload").path("message");
      assertThat(message.path("content").asString()).isEqualTo("No. " + i);
      position = Socket.Position.of(told);
    }
  }

  private String topic() {
    return ada.api().get("/features").expect(200).path("topic").asString();
  }
}
