package dev.parley.e2e.nodes;

import dev.parley.e2e.Cluster;
import dev.parley.e2e.Program;
import dev.parley.e2e.Socket;
import dev.parley.e2e.World;
import dev.parley.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Prints what it costs a node and Redis that many look on for long. A program and no test: nothing
/// here is asserted, and its figures mean something on a quiet machine alone. Arguments: people,
/// topics, seconds. Each person looks at the most topics that a connection may.
final class ViewingMeasure {
  private static final int TOPICS_EACH = 20;
  private static final Duration BEAT = Duration.ofSeconds(30);
  private static final int WARM_UP_FASTER = 12;
  private static final long TICKS_PER_SECOND = 100;
  private static final String NOWHERE = "conversation:01961f00-0000-7000-8000-0000000000c1";

  private final Cluster cluster;
  private final Duration time;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();

  private record Look(Socket socket, String topic) {
    void beat() {
      socket.send("presence.join", Map.of("topic", topic));
    }

    /// A command of the same size that is answered with nothing.
    void leaveNothing() {
      socket.send("presence.leave", Map.of("topic", NOWHERE));
    }
  }

  private ViewingMeasure(Cluster cluster, Duration time) {
    this.cluster = cluster;
    this.time = time;
  }

  public static void main(String[] args) {
    int people = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int topics = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 60;
    Program.measured();
    try (var cluster = Cluster.start(1)) {
      var measure = new ViewingMeasure(cluster, Duration.ofSeconds(seconds));
      measure.gather(people, topics);
      var idle = measure.spend("nobody says anything", _ -> {});
      measure.warmUp("commands that do nothing", Look::leaveNothing);
      var nothing = measure.spend("as many commands that do nothing", Look::leaveNothing);
      measure.looks.forEach(Look::beat);
      measure.warmUp("beats", Look::beat);
      var busy = measure.spend("all look on", Look::beat);
      System.out.printf(
          "%,d viewings of %,d topics, a beat each %d s: %.2f %% of a core in the node, %.2f %% in"
              + " Redis%n",
          measure.looks.size(),
          topics,
          BEAT.toSeconds(),
          busy.node - idle.node,
          busy.redis - idle.redis);
      System.out.printf("of which the commands as such: %.2f %%%n", nothing.node - idle.node);
    }
    System.exit(0);
  }

  /// Everyone takes part in as many topics as they look at.
  private void gather(int people, int topics) {
    var world = World.create(cluster);
    var passers = world.passers(people);
    var admin = world.admin();
    for (var passer : passers) sockets.add(Socket.open(cluster.node(0), passer.token()));
    int each = people * TOPICS_EACH / topics;
    for (int topic = 0; topic < topics; topic++) {
      var ids = new ArrayList<String>();
      var members = new ArrayList<Socket>();
      for (int i = 0; i < each; i++) {
        int person = (topic * each + i) % people;
        ids.add(passers.get(person).id());
        members.add(sockets.get(person));
      }
      var body = Map.of("type", "group", "name", "Topic " + topic, "participantIds", ids);
      var made = admin.api().post("/conversations", body).expect(201);
      var name = "conversation:" + made.path("conversation").path("id").asString();
      for (var member : members) looks.add(new Look(member, name));
    }
  }

  private record Spent(double node, double redis) {}

  /// Until the server's code is compiled as it is after an hour.
  private void warmUp(String what, Consumer<Look> command) {
    var hurry = BEAT.dividedBy(WARM_UP_FASTER);
    spend("warming up with " + what, command, hurry);
  }

  private Spent spend(String what, Consumer<Look> command) {
    return spend(what, command, BEAT);
  }

  private Spent spend(String what, Consumer<Look> command, Duration each) {
    long node = ticks(cluster.node(0).pid());
    long redis = ticks(cluster.redis().pid());
    long began = System.nanoTime();
    say(command, each);
    double seconds = (System.nanoTime() - began) / 1e9;
    var spent =
        new Spent(
            (ticks(cluster.node(0).pid()) - node) * 100.0 / TICKS_PER_SECOND / seconds,
            (ticks(cluster.redis().pid()) - redis) * 100.0 / TICKS_PER_SECOND / seconds);
    System.out.printf("%s: node %.2f %%, Redis %.2f %%%n", what, spent.node, spent.redis);
    return spent;
  }

  /// Each in its turn, evenly.
  private void say(Consumer<Look> command, Duration each) {
    long end = System.nanoTime() + time.toNanos();
    var next = new AtomicInteger();
    try (var pace = Executors.newSingleThreadScheduledExecutor()) {
      var saying =
          pace.scheduleAtFixedRate(
              () -> command.accept(looks.get(next.getAndIncrement() % looks.size())),
              0,
              each.toNanos() / looks.size(),
              TimeUnit.NANOSECONDS);
      Await.until("the end", time.multipliedBy(2), () -> System.nanoTime() - end > 0);
      saying.cancel(false);
    }
  }

  /// The processor time that a process has spent, in ticks of the kernel.
  private static long ticks(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
