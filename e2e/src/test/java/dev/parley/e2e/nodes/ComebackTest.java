package dev.parley.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.platform.kernel.Ids;
import dev.parley.testkit.Await;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node dies with everyone on it, while others go on talking: all are back on the other node
/// within a minute, with every event, and the database is asked at most three times what it is
/// asked all the time. `-Dparley.comeback.clients=5000` for more of them.
class ComebackTest {
  private static final int CLIENTS = Integer.getInteger("parley.comeback.clients", 500);
  private static final int ROOM = 10;
  private static final int ADDRESSES = 10;
  private static final Duration TALK_EVERY = Duration.ofMillis(10);
  private static final Duration STEADY = Duration.ofSeconds(5);
  private static final Duration BACK_MAX = Duration.ofSeconds(60);
  private static final Duration CAUGHT_UP_MAX = Duration.ofSeconds(15);
  private static final int TIMES_MAX = 3;

  /// Transactions that one client's return may cost. Alone it would be one for its session and, for
  /// each of two topics, one for access, head and events.
  private static final int COST_MAX = 2;

  /// The limits on addresses are not what is looked at.
  private static final Map<String, String> WIDE =
      Map.of(
          "PARLEY_CONNECTIONS_MAX", "20000",
          "PARLEY_CONNECTIONS_PER_ADDRESS", "20000",
          "PARLEY_CONNECTIONS_PER_TENANT", "20000");

  private record Room(String conversation, World.Passer talker) {
    String topic() {
      return "conversation:" + conversation;
    }
  }

  @Test
  @Timeout(600)
  void everybodyIsBackWithinAMinuteAndTheDatabaseHardlyNotices() throws Exception {
    try (var cluster = Cluster.start(0);
        var clock = Executors.newScheduledThreadPool(2)) {
      var dies = cluster.add(WIDE);
      var stays = cluster.add(WIDE);
      var world = World.create(cluster);
      var passers = world.passers(CLIENTS);
      var rooms = rooms(stays, passers);
      var door = new AtomicReference<>(dies.socket());
      var crowd = crowd(passers, rooms, door::get, clock);
      crowd.forEach(Returner::connect);
      Await.until("all are there", BACK_MAX, () -> crowd.stream().allMatch(Returner::hears));
      try (var talk = new Talk(stays, rooms, clock)) {
        long steady = rate(cluster, STEADY);
        door.set(stays.socket());
        long before = cluster.transactions();
        long began = System.nanoTime();
        dies.kill();
        Await.until("they know", BACK_MAX, () -> crowd.stream().noneMatch(Returner::hears));
        Await.until("all are back", BACK_MAX, () -> crowd.stream().allMatch(Returner::hears));
        double seconds = (System.nanoTime() - began) / 1e9;
        double cost = (cluster.transactions() - before - steady * seconds) / CLIENTS;
        // Over no shorter a time than before: few who are back at once are no storm.
        double stormy = rate(cluster, before, began, STEADY);
        System.out.printf(
            "comeback: %,d in %.1f s; %,d transactions a second before, %,.0f meanwhile; %,d put again%n",
            CLIENTS, seconds, steady, stormy, crowd.stream().mapToInt(Returner::refusals).sum());
        assertThat(crowd.stream().mapToInt(Returner::refusals).sum()).isZero();
        assertThat(cost).isLessThanOrEqualTo(COST_MAX);
        assertThat(stormy).isLessThanOrEqualTo(TIMES_MAX * (double) steady);
        assertComplete(crowd, rooms, talk.ends());
      }
      crowd.forEach(Returner::leave);
    }
  }

  private static List<Room> rooms(Node node, List<World.Passer> passers) {
    var rooms = new ArrayList<Room>();
    for (int i = 0; i < passers.size(); i += ROOM) {
      var people = passers.subList(i, Math.min(i + ROOM, passers.size()));
      var ids = people.stream().skip(1).map(World.Passer::id).toList();
      var body = Map.of("type", "group", "name", "Room", "participantIds", ids);
      var made = node.api().as(people.getFirst().token()).post("/conversations", body).expect(201);
      var id = made.path("conversation").path("id").asString();
      rooms.add(new Room(id, people.getFirst()));
    }
    return rooms;
  }

  /// Somebody in each room who talks in turn, at an even pace for the whole.
  private static final class Talk implements AutoCloseable {
    private final List<Room> rooms;
    private final List<Socket> sockets;
    private final ScheduledFuture<?> pace;
    private final AtomicInteger turn = new AtomicInteger();

    Talk(Node node, List<Room> rooms, ScheduledExecutorService clock) {
      this.rooms = rooms;
      sockets = rooms.stream().map(room -> Socket.open(node, room.talker.token())).toList();
      long every = TALK_EVERY.toNanos();
      pace = clock.scheduleAtFixedRate(this::say, 0, every, TimeUnit.NANOSECONDS);
    }

    private void say() {
      int who = turn.getAndIncrement() % rooms.size();
      var room = rooms.get(who);
      var payload =
          Map.of(
              "conversationId",
              room.conversation,
              "clientId",
              Ids.next().toString(),
              "content",
              "Hi");
      sockets.get(who).send("message.send", payload);
    }

    /// Where each room's topic ends, when nobody talks any more.
    List<Long> ends() {
      pace.cancel(false);
      var ends = new ArrayList<Long>();
      for (int i = 0; i < rooms.size(); i++) {
        var socket = sockets.get(i);
        socket.call("ping", Map.of()).expectReply();
        ends.add(socket.subscribe(rooms.get(i).topic()).offset());
      }
      return ends;
    }

    @Override
    public void close() {
      pace.cancel(false);
      sockets.forEach(Socket::close);
    }
  }

  private static List<Returner> crowd(
      List<World.Passer> passers,
      List<Room> rooms,
      Supplier<URI> door,
      ScheduledExecutorService clock)
      throws Exception {
    var clients = new ArrayList<HttpClient>();
    for (int i = 0; i < ADDRESSES; i++) {
      var from = InetAddress.getByName("127.0.1." + (i + 1));
      clients.add(HttpClient.newBuilder().localAddress(from).build());
    }
    var crowd = new ArrayList<Returner>();
    for (int i = 0; i < passers.size(); i++) {
      var setting = new Returner.Setting(clients.get(i % ADDRESSES), door, clock);
      var topics = List.of("user:" + passers.get(i).id(), rooms.get(i / ROOM).topic());
      crowd.add(new Returner(setting, passers.get(i).token(), topics));
    }
    return crowd;
  }

  /// Transactions a second, over a while.
  private static long rate(Cluster cluster, Duration over) {
    return (long) rate(cluster, cluster.transactions(), System.nanoTime(), over);
  }

  /// Transactions a second since a moment, which was so long ago at least when this returns.
  private static double rate(Cluster cluster, long before, long began, Duration atLeast) {
    long until = began + atLeast.toNanos();
    Await.until("a while", atLeast.plusSeconds(5), () -> System.nanoTime() >= until);
    double seconds = (System.nanoTime() - began) / 1e9;
    return (cluster.transactions() - before) / seconds;
  }

  private static void assertComplete(List<Returner> crowd, List<Room> rooms, List<Long> ends) {
    for (int i = 0; i < crowd.size(); i++) {
      var one = crowd.get(i);
      var topic = rooms.get(i / ROOM).topic();
      long end = ends.get(i / ROOM);
      Await.until("caught up with " + topic, CAUGHT_UP_MAX, () -> one.offset(topic) >= end);
      assertThat(one.faults()).isEmpty();
    }
  }
}
