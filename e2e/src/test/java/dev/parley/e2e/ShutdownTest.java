package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A node that is told to stop leaves without loss.
class ShutdownTest {
  private static final Duration EXIT_MAX = Duration.ofSeconds(30);
  private static final int SENDERS = 20;

  private final Cluster cluster = Cluster.shared();
  private final World world = World.create(cluster);

  @Test
  void aStopUnderLoadLosesNothingThatWasAcknowledgedAndTellsEachClientItsMoment() {
    var people = world.people(4);
    var all = people.subList(1, people.size()).toArray(World.Person[]::new);
    var conversation = world.group("Busy", people.getFirst(), all);
    var senders = new ArrayList<Sender>();
    var sockets = new ArrayList<Socket>();
    try (var leaving = cluster.join(Map.of())) {
      for (int i = 0; i < SENDERS; i++) {
        var person = people.get(i % people.size());
        var socket = Socket.open(leaving, person.token());
        sockets.add(socket);
        senders.add(
            i % 2 == 0
                ? Sender.bySocket("socket" + i, socket, person, conversation)
                : Sender.byRest("rest" + i, leaving, person, conversation));
      }
      for (var sender : senders) {
        Await.until("under load", () -> sender.acknowledged().size() >= 5);
      }
      leaving.terminate();
      assertThat(leaving.awaitExit(EXIT_MAX)).as(leaving.log()).isZero();
      senders.forEach(Sender::close);
      assertThat(moments(sockets)).hasSizeGreaterThan(SENDERS / 2);
      assertThat(sockets).allMatch(socket -> socket.closeCode().isPresent());
      // An answer to what was answered already would stand here.
      assertThat(sockets).allMatch(socket -> socket.ofType("reply").isEmpty());
    } finally {
      senders.forEach(Sender::close);
      sockets.forEach(Socket::close);
    }
    var history = History.read(people.getFirst().api(), conversation);
    var kept = history.clientIds();
    for (var sender : senders) assertThat(kept).containsAll(sender.acknowledged());
    assertThat(new HashSet<>(kept)).hasSameSizeAs(kept);
    assertThat(history.seqs())
        .isEqualTo(
            IntStream.rangeClosed(1, history.seqs().size()).mapToObj(Long::valueOf).toList());
  }

  /// When each was told to come back; the set of the different ones.
  private static Set<Long> moments(List<Socket> sockets) {
    var moments = new HashSet<Long>();
    for (var socket : sockets) {
      var drain = socket.await("session.drain").path("payload");
      moments.add(drain.path("reconnectAfterMs").asLong());
    }
    return moments;
  }
}
