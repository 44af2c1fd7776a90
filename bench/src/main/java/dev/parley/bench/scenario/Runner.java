package dev.parley.bench.scenario;

import dev.parley.bench.dialect.ParleyManners;
import dev.parley.bench.dialect.Publish;
import dev.parley.bench.load.AnsweredPace;
import dev.parley.bench.load.ChatPace;
import dev.parley.bench.load.ClosedPace;
import dev.parley.bench.load.Fleet;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.OpenPace;
import dev.parley.bench.load.Pace;
import dev.parley.bench.load.Quantiles;
import dev.parley.bench.load.Seating;
import dev.parley.bench.load.Tally;
import dev.parley.bench.report.Result;
import dev.parley.bench.scenario.Shape.Pacing;
import dev.parley.bench.servers.Target;
import java.time.Duration;
import java.util.List;

/// Runs one scenario against one server.
public final class Runner {
  private static final Duration SETTLE_MAX = Duration.ofSeconds(5);
  private static final Duration CALM = Duration.ofSeconds(2);
  private static final int FIRST = 200;
  private static final String NOWHERE = "nowhere";

  private final Loop loop;
  private final Timing timing;
  private final Publish publish;

  public Runner(Loop loop, Timing timing, Publish publish) {
    this.loop = loop;
    this.timing = timing;
    this.publish = publish;
  }

  /// What was found, without a stamp and a place among repetitions.
  public Finding run(Target target, Scenario scenario) {
    return switch (scenario.shape()) {
      case Shape.FanOut(int connections, int topics, int publishers, Pacing pacing) -> {
        var seating = Seating.fanOut(connections, target.topics(topics), publishers);
        yield load(target, publish, seating, closedByDelivery(pacing));
      }
      case Shape.Echo(int connections, int outstanding) -> {
        var topics = target.echoTopics(connections);
        int publishers = connections / topics.size();
        var seating = new Seating(connections, topics, publishers, false, true, Seating.IN_FLIGHT);
        yield load(target, publish, seating, new AnsweredPace(outstanding));
      }
      case Shape.Send(int connections, int topics, boolean hearing, Pacing pacing) -> {
        var seating = sending(connections, target.topics(topics), hearing);
        yield load(target, Publish.MESSAGE, seating, closedByAnswer(pacing));
      }
      case Shape.Change(int connections, int tasks, double perSecond) -> {
        var seating =
            new Seating(connections, target.tasks(tasks), 1, true, false, Seating.IN_FLIGHT);
        yield load(target, Publish.TASK, seating, new OpenPace(perSecond));
      }
      case Shape.Chat chat -> {
        var topics = target.topics(chat.topics());
        var manners = new ParleyManners(topics, chat.beforeTyping(), chat.typing());
        var seating = sending(chat.connections(), topics, true);
        yield load(target, Publish.MESSAGE, seating, new ChatPace(manners));
      }
      case Shape.Idle(int connections, int topics) ->
          idle(target, Seating.fanOut(connections, target.topics(topics), 1));
      case Shape.Storm(int connections, int inFlight) ->
          storm(target, new Seating(connections, List.of(NOWHERE), 1, false, false, inFlight));
    };
  }

  private static Seating sending(int connections, List<String> topics, boolean hearing) {
    int publishers = connections / topics.size();
    return new Seating(connections, topics, publishers, hearing, false, Seating.IN_FLIGHT);
  }

  private static Pace closedByDelivery(Pacing pacing) {
    return switch (pacing) {
      case Pacing.Closed(int outstanding) -> new ClosedPace(outstanding);
      case Pacing.Open(double perSecond) -> new OpenPace(perSecond);
    };
  }

  private static Pace closedByAnswer(Pacing pacing) {
    return switch (pacing) {
      case Pacing.Closed(int outstanding) -> new AnsweredPace(outstanding);
      case Pacing.Open(double perSecond) -> new OpenPace(perSecond);
    };
  }

  private Finding load(Target target, Publish how, Seating seating, Pace pace) {
    var warm = pace.round().compareTo(timing.warm()) > 0 ? pace.round() : timing.warm();
    try (var fleet = Fleet.open(loop, target.speaking(how), seating, pace)) {
      fleet.start();
      loop.pass(warm);
      var before = Moment.of(target, loop);
      var counts = fleet.record();
      loop.pass(timing.measured());
      var recording = fleet.recordingSince(counts);
      var spent = Moment.of(target, loop).since(before);
      var faults = fleet.settle(SETTLE_MAX);
      return spent.finding(
          traffic(spent, seating, recording.counts()),
          new Result.Times(recording.delivery(), recording.answer(), fleet.opening()),
          Result.Memory.UNKNOWN,
          faults(faults, fleet.ended()),
          recording.lateness());
    }
  }

  private static Result.Traffic traffic(Moment spent, Seating seating, Tally.Counts counts) {
    return new Result.Traffic(
        spent.seconds(),
        seating.connections(),
        counts.sends(),
        counts.deliveries(),
        counts.answers(),
        counts.others());
  }

  private static Result.Faults faults(Tally.Faults faults, Fleet.Ended ended) {
    var complaints = ended.count() == 0 ? faults.complaints() : ended.reasons();
    return new Result.Faults(
        faults.lost(),
        faults.doubled(),
        faults.late(),
        faults.refused(),
        faults.skipped(),
        ended.count(),
        complaints);
  }

  /// Memory is looked at when garbage has been collected, before and with the connections; time
  /// when they have calmed down. Some connections come and go first, so that what the server loads
  /// once does not count.
  private Finding idle(Target target, Seating seating) {
    var speaking = target.speaking(publish);
    Fleet.open(loop, speaking, Seating.fanOut(FIRST, seating.topics(), 1), new OpenPace(1)).close();
    loop.pass(CALM);
    var without = Footprint.of(target);
    try (var fleet = Fleet.open(loop, speaking, seating, new OpenPace(1))) {
      loop.pass(CALM);
      var memory = Footprint.of(target).since(without, seating.connections());
      loop.pass(CALM);
      var before = Moment.of(target, loop);
      loop.pass(timing.measured());
      var spent = Moment.of(target, loop).since(before);
      return spent.finding(
          traffic(spent, seating, new Tally.Counts(0, 0, 0, 0)),
          new Result.Times(Quantiles.NONE, Quantiles.NONE, fleet.opening()),
          memory,
          faults(fleet.settle(Duration.ZERO), fleet.ended()),
          Quantiles.NONE);
    }
  }

  /// A connection that was opened counts as an answer.
  private Finding storm(Target target, Seating seating) {
    var speaking = target.speaking(publish);
    var before = Moment.of(target, loop);
    try (var fleet = Fleet.open(loop, speaking, seating, new OpenPace(1))) {
      var spent = Moment.of(target, loop).since(before);
      return spent.finding(
          traffic(spent, seating, new Tally.Counts(0, 0, seating.connections(), 0)),
          new Result.Times(Quantiles.NONE, Quantiles.NONE, fleet.opening()),
          Result.Memory.UNKNOWN,
          faults(fleet.settle(Duration.ZERO), fleet.ended()),
          Quantiles.NONE);
    }
  }
}
