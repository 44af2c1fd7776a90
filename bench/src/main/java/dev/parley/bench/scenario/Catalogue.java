package dev.parley.bench.scenario;

import dev.parley.bench.scenario.Shape.Change;
import dev.parley.bench.scenario.Shape.Chat;
import dev.parley.bench.scenario.Shape.Echo;
import dev.parley.bench.scenario.Shape.FanOut;
import dev.parley.bench.scenario.Shape.Idle;
import dev.parley.bench.scenario.Shape.Pacing.Closed;
import dev.parley.bench.scenario.Shape.Pacing.Open;
import dev.parley.bench.scenario.Shape.Send;
import dev.parley.bench.scenario.Shape.Storm;
import java.time.Duration;
import java.util.List;

/// All scenarios. Publishers are many and take turns, since each connection may send no more than a
/// hundred frames a second.
public record Catalogue(List<Scenario> scenarios) {
  private static final Duration THINK = Duration.ofSeconds(5);
  private static final Duration TYPE = Duration.ofSeconds(2);
  private static final int READERS = 10;
  private static final int STORM_IN_FLIGHT = 256;

  /// @param outstanding of the closed scenarios of persisted sends
  /// @param rate of the open ones, in sends a second
  public static Catalogue full(int outstanding, double rate) {
    return of(new Sizes(10_000, 1_000, 19_500), outstanding, rate);
  }

  /// The same scenarios with fewer connections, so that opening them does not take the time.
  public static Catalogue quick(int outstanding, double rate) {
    return of(new Sizes(2_000, 200, 4_000), outstanding, rate);
  }

  /// @param many the connections of the large scenarios
  /// @param topics the topics that they share, ten to a topic
  /// @param most as many as one process may have, of 20,000 descriptors
  private record Sizes(int many, int topics, int most) {}

  private static Catalogue of(Sizes sizes, int outstanding, double rate) {
    int many = sizes.many;
    int topics = sizes.topics;
    return new Catalogue(
        List.of(
            new Scenario("idle", "connections that do nothing", new Idle(many, topics)),
            new Scenario(
                "idlemax",
                "as many that do nothing as one process holds",
                new Idle(sizes.most, sizes.most / READERS)),
            new Scenario("storm", "connections at once", new Storm(many, STORM_IN_FLIGHT)),
            big("bw1", "one message outstanding", new Closed(1)),
            big("b50", "50 messages a second", new Open(50)),
            big("b100", "100 messages a second", new Open(100)),
            big("b200k", "200 messages a second", new Open(200)),
            big("bmulti", "64 messages outstanding", new Closed(64)),
            small("c2k", sizes, "2,000 messages a second", new Open(2_000)),
            small("c5k", sizes, "5,000 messages a second", new Open(5_000)),
            small("cmax", sizes, "one message outstanding in each", new Closed(1)),
            new Scenario("dmax", "acknowledged echo, 100 outstanding", new Echo(4_000, 100)),
            send("send", "no readers", false, new Closed(outstanding)),
            send("send10", "10 readers each", true, new Closed(outstanding)),
            send("sendat", "no readers", false, new Open(rate)),
            send("sendat10", "10 readers each", true, new Open(rate)),
            new Scenario(
                "tasks",
                "100 tasks, 10 readers each, 1,000 changes a second",
                new Change(1_000, 100, 1_000)),
            new Scenario(
                "chat", "people who talk, type and read", new Chat(1_000, 100, THINK, TYPE))));
  }

  private static Scenario big(String name, String title, Shape.Pacing pacing) {
    return new Scenario(
        name, "1 topic, 1,000 readers, " + title, new FanOut(1_000, 1, 100, pacing));
  }

  private static Scenario small(String name, Sizes sizes, String title, Shape.Pacing pacing) {
    return new Scenario(
        name,
        "%,d topics, 10 readers each, %s".formatted(sizes.topics, title),
        new FanOut(sizes.many, sizes.topics, READERS, pacing));
  }

  private static Scenario send(String name, String title, boolean hearing, Shape.Pacing pacing) {
    var how =
        switch (pacing) {
          case Closed(int outstanding) -> "%,d outstanding".formatted(outstanding);
          case Open(double perSecond) -> "%,.0f a second".formatted(perSecond);
        };
    return new Scenario(
        name,
        "persisted sends, %s, %s".formatted(how, title),
        new Send(1_000, 100, hearing, pacing));
  }

  /// The named ones in this order; throws [IllegalArgumentException] for a name that is none.
  public List<Scenario> named(List<String> names) {
    for (var name : names) {
      if (scenarios.stream().noneMatch(it -> it.name().equals(name))) {
        throw new IllegalArgumentException("There is no scenario " + name);
      }
    }
    return scenarios.stream().filter(it -> names.contains(it.name())).toList();
  }
}
