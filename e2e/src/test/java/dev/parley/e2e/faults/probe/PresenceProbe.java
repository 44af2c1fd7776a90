package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Node;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.proxy.FaultProxy;
import dev.parley.e2e.proxy.Weather;
import dev.parley.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// How soon somebody at one node sees who comes to another, leaves it, or is lost with it.
public final class PresenceProbe {
  private static final Duration SEEN_MAX = Duration.ofSeconds(1);
  private static final Duration CUT_MAX = Duration.ofSeconds(45);
  private static final Duration GONE_MAX = Duration.ofSeconds(65);

  /// How long is waited for what is late, so that the time is known all the same.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int DOOMED = 5;

  private PresenceProbe() {}

  /// Someone who is watched, and a connection that watches.
  private record Watched(Person person, Socket watcher) {
    /// Someone new, who shares a conversation with the watcher, as is needed to be seen.
    static Watched by(Node node, World world, String name) {
      var person = world.person(name);
      world.group("Watch", world.admin(), person);
      var socket = Socket.open(node, world.admin().token());
      socket.subscribe(person.topic());
      return new Watched(person, socket);
    }

    long changes() {
      return watcher.events(person.topic()).size();
    }

    /// Until the watcher is told so, from now on.
    Duration until(String status) {
      return until(status, System.nanoTime());
    }

    Duration until(String status, long start) {
      Await.until(status + " is seen", PATIENCE, () -> last().equals(status));
      return Duration.ofNanos(System.nanoTime() - start);
    }

    private String last() {
      var events = watcher.events(person.topic());
      return events.isEmpty() ? "" : events.getLast().path("payload").path("status").asString("");
    }
  }

  /// Joins, a second device that comes and goes, a clean leave, and a cable that is pulled.
  public static List<Finding> comingAndGoing(Scene scene) {
    var nodes = scene.cluster().cluster();
    var watched = Watched.by(nodes.node(1), scene.world(), "Watched");
    var person = watched.person;
    try (var _ = watched.watcher) {
      var device = Socket.open(nodes.node(0), person.token());
      var join = watched.until("online");
      Socket.open(nodes.node(1), person.token()).leave();
      long told = watched.changes();
      device.leave();
      var leave = watched.until("offline");
      boolean calm = watched.changes() == told + 1;
      return List.of(
          Finding.within(Law.L2, "a join is seen", join, SEEN_MAX),
          Finding.within(Law.L2, "a clean leave is seen", leave, SEEN_MAX),
          Finding.fact(Law.L2, "a second device makes no event", calm && told == 1),
          cut(nodes.node(0), watched));
    }
  }

  private static Finding cut(Node node, Watched watched) {
    try (var cable = FaultProxy.to(node.base().getPort(), 0);
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create("ws://127.0.0.1:" + cable.port() + "/api/v1/ws");
      try (var _ = Socket.open(client, uri, watched.person.token())) {
        watched.until("online");
        cable.weather(Weather.BLACK_HOLE);
        var took = watched.until("offline");
        return Finding.within(Law.L2, "a cut connection is seen", took, CUT_MAX).lenient();
      }
    }
  }

  /// Kills the first node under people, of whom one has another device at another node.
  public static List<Finding> lostWithTheirNode(Scene scene) {
    var nodes = scene.cluster().cluster();
    var doomed =
        IntStream.range(0, DOOMED)
            .mapToObj(_ -> Watched.by(nodes.node(1), scene.world(), "Doomed"))
            .toList();
    var lucky = Watched.by(nodes.node(1), scene.world(), "Lucky");
    for (var each : doomed) Socket.open(nodes.node(0), each.person.token());
    Socket.open(nodes.node(0), lucky.person.token());
    try (var _ = Socket.open(nodes.node(1), lucky.person.token())) {
      for (var each : doomed) each.until("online");
      lucky.until("online");
      long start = System.nanoTime();
      nodes.node(0).kill();
      var slowest = Duration.ZERO;
      for (var each : doomed) slowest = each.until("offline", start);
      boolean calm = lucky.changes() == 1;
      return List.of(
          Finding.within(Law.L2, "all are gone with their node", slowest, GONE_MAX),
          Finding.fact(Law.L2, "who has another device stays online", calm));
    } finally {
      doomed.forEach(each -> each.watcher.close());
      lucky.watcher.close();
    }
  }
}
