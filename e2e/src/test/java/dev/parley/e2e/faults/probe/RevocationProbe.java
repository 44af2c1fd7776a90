package dev.parley.e2e.faults.probe;

import dev.parley.e2e.Socket;
import dev.parley.e2e.World.Person;
import dev.parley.e2e.faults.ground.FaultyCluster;
import dev.parley.e2e.faults.ground.Station;
import dev.parley.e2e.faults.load.Rest;
import dev.parley.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Takes people's rights away in four ways while a canary sings at every node, and measures how
/// long each of them still hears it, on any connection, and still reads, at any node. That they do
/// both is proven first.
public final class RevocationProbe implements Probe {
  private static final Duration LONGER = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int OK = 200;

  private final Consumer<FaultyCluster> harm;
  private final Duration max;

  /// @param harm is done after all have signed in, and before the first right is taken away
  public RevocationProbe(Consumer<FaultyCluster> harm, Duration max) {
    this.harm = harm;
    this.max = max;
  }

  private interface Revocation {
    void run();
  }

  /// Someone who is to hear and read no more.
  private static final class Victim {
    final String name;
    final Person person;
    final Revocation revocation;
    final List<Socket> sockets = new ArrayList<>();
    long revoked;
    OptionalLong lastRead = OptionalLong.empty();

    Victim(String name, Person person, Revocation revocation) {
      this.name = name;
      this.person = person;
      this.revocation = revocation;
    }

    void listen(Scene scene, String topic) {
      for (var station : scene.cluster().stations()) {
        var socket = Socket.open(station.node(), person.token());
        socket.subscribe(topic);
        sockets.add(socket);
      }
    }

    void revoke() {
      revoked = System.nanoTime();
      revocation.run();
    }

    boolean read(Station station, String path) {
      long at = System.nanoTime();
      boolean read = person.api().at(station.node()).get(path).status() == OK;
      if (read) lastRead = OptionalLong.of(at);
      return read;
    }

    boolean readsEverywhere(Scene scene, String path) {
      return scene.cluster().stations().stream().allMatch(station -> read(station, path));
    }

    Finding heard(Canary canary, Duration max) {
      long last =
          sockets.stream().mapToLong(it -> canary.lastHeard(it).orElse(revoked)).max().orElse(0);
      return Finding.within(Law.L3, name + ": last canary", since(last), max);
    }

    Finding read(Duration max) {
      var last =
          lastRead.isPresent()
              ? Optional.of(since(lastRead.getAsLong()))
              : Optional.<Duration>empty();
      return Finding.within(Law.L3, name + ": last read", last, max);
    }

    private Duration since(long nanos) {
      return Duration.ofNanos(Math.max(0, nanos - revoked));
    }
  }

  @Override
  public List<Finding> measure(Scene scene) {
    var world = scene.world();
    var ada = world.admin();
    var leaver = world.person("Leaver");
    var owner = world.person("Owner");
    var suspended = world.person("Suspended");
    var removed = world.person("Removed");
    var room = world.group("Canaries", ada, leaver, owner, suspended, removed);
    var thief = world.signIn(owner.email());
    var seat = "/conversations/" + room + "/participants/" + removed.id();
    var victims =
        List.of(
            new Victim("logged out", leaver, () -> call(leaver, "POST", "/auth/logout")),
            new Victim(
                "session revoked",
                thief,
                () -> call(owner, "DELETE", "/auth/sessions/" + thief.sessionId())),
            new Victim(
                "suspended", suspended, () -> call(ada, "DELETE", "/users/" + suspended.id())),
            new Victim("removed", removed, () -> call(ada, "DELETE", seat)));
    victims.forEach(victim -> victim.listen(scene, "conversation:" + room));
    try (var canary = new Canary(scene, ada, room)) {
      return revoke(scene, victims, room, canary);
    } finally {
      victims.forEach(victim -> victim.sockets.forEach(Socket::close));
    }
  }

  private static void call(Person person, String method, String path) {
    person.api().call(method, path, null).expect(204);
  }

  private List<Finding> revoke(Scene scene, List<Victim> victims, String room, Canary canary) {
    var path = "/conversations/" + room + "/messages?limit=1";
    for (var victim : victims) {
      Await.until("the canary is heard", () -> canary.isHeardBy(victim.sockets));
    }
    harm.accept(scene.cluster());
    for (var victim : victims) {
      Await.until(victim.name + ": reads before", () -> victim.readsEverywhere(scene, path));
    }
    victims.forEach(Victim::revoke);
    readOn(scene, victims, path);
    var findings = new ArrayList<Finding>();
    for (var victim : victims) {
      findings.add(victim.heard(canary, max));
      findings.add(victim.read(max));
    }
    return findings;
  }

  /// Everyone goes on trying, for longer than anything may last.
  private void readOn(Scene scene, List<Victim> victims, String path) {
    var rest = new Rest();
    long end = System.nanoTime() + max.plus(LONGER).toNanos();
    while (System.nanoTime() < end) {
      for (var station : scene.cluster().stations()) {
        victims.forEach(victim -> victim.read(station, path));
      }
      rest.pause(LOOK);
    }
  }
}
