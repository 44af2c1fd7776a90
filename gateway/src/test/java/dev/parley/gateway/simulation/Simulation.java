package dev.parley.gateway.simulation;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.platform.events.Ending;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One history, made of one seed: people come, talk, fall out and come back while nodes, buses,
/// logs and connections fail; then it is calm, and everyone has what they are to have; then all
/// leave, and nothing of them is left.
final class Simulation {
  private static final Ending NOBODY = new Ending.Nobody();
  private static final long LOOK = 97 * Chance.MILLI;

  /// Within this everyone has caught up once nothing fails any more: a bus that lost something and
  /// does not know it is found out by comparing all heads every 30 seconds.
  private static final Duration SETTLED = Duration.ofSeconds(45);

  /// Within this what happens reaches everyone while nothing fails.
  private static final Duration PROMPT = Duration.ofMillis(500);

  /// What was begun before the calm is over after this: goodbyes, holidays, pauses of loops.
  private static final Duration AFTERMATH = Duration.ofSeconds(13);

  private static final Duration SLICE = Duration.ofSeconds(3);

  /// Within this nothing is left of those who have gone.
  private static final Duration LINGERING = Duration.ofSeconds(10);

  /// Nor, within this, of those who did not say so.
  private static final Duration FORGOTTEN = Duration.ofSeconds(90);

  private final World world;
  private final Chaos chaos;

  private Simulation(World world) {
    this.world = world;
    chaos = new Chaos(world);
  }

  /// What became of a simulation.
  ///
  /// @param sum two runs with the same sum went the same way
  /// @param violation what did not hold
  record Outcome(
      long seed,
      long sum,
      long steps,
      long events,
      @Nullable Violation violation,
      List<String> notes) {

    String report() {
      var verdict = violation == null ? "held" : violation.getMessage();
      return "seed " + seed + ": " + verdict + "\n" + String.join("\n", notes);
    }
  }

  /// @param telling whether notes are kept in words
  static Outcome run(long seed, Flaw flaw, boolean telling) {
    var world = new World(seed, flaw, telling);
    Violation violation = null;
    try (var errors = new Errors()) {
      new Simulation(world).run();
      errors.demandNone();
    } catch (Violation e) {
      violation = e;
    } finally {
      world.end();
    }
    long events =
        world.people.stream()
            .flatMap(p -> p.followings.stream())
            .mapToLong(Following::received)
            .sum();
    return new Outcome(seed, world.sum(), world.timeline.steps(), events, violation, world.notes());
  }

  private void run() {
    populate();
    look();
    talk();
    chaos.begin();
    world.timeline.run(world.knobs.length());
    chaos.end();
    settle();
    speakToAll();
    world.people.forEach(Person::goHome);
    forget();
    world.nodes.forEach(Audit::left);
  }

  /// Mostly everyone has caught up long before the bound, and then the rest of the time is spared.
  private void settle() {
    boolean patient = world.chance.oneIn(10);
    var end = world.timeline.instant().plus(SETTLED);
    world.timeline.run(AFTERMATH);
    while (world.timeline.instant().isBefore(end) && (patient || !caughtUp())) {
      world.timeline.run(SLICE);
    }
    world.timeline.run(SLICE);
    demandCaughtUp();
  }

  private boolean caughtUp() {
    return people().allMatch(Following::isCaughtUp);
  }

  private Stream<Following> people() {
    return world.people.stream().flatMap(person -> person.followings.stream());
  }

  /// Only those who left without a word take long.
  private void forget() {
    world.timeline.run(LINGERING);
    boolean all = world.nodes.stream().allMatch(node -> node.isEmpty());
    if (!all) world.timeline.run(FORGOTTEN);
  }

  private void populate() {
    var knobs = world.knobs;
    for (int i = 0; i < knobs.nodes(); i++) world.nodes.add(world.start("node" + i));
    for (int i = 0; i < knobs.people(); i++) world.people.add(new Person(world, "person" + i));
    for (int i = 0; i < knobs.conversations(); i++) {
      open(Topic.conversation(world.chance.uuid()), Grant.FULL);
    }
    open(Topic.user(world.people.getFirst().user().value()), Grant.EPHEMERAL);
  }

  /// Everyone follows every topic that is open to them.
  private void open(Topic topic, Grant grant) {
    var log = world.ledger.open(topic);
    world.people.forEach(person -> log.grant(person.user(), grant));
    log.grant(world.people.getFirst().user(), Grant.FULL);
    for (var person : world.people) person.followings.add(new Following(person, log));
  }

  private void talk() {
    long pause = world.knobs.pauseMax();
    world.timeline.after(
        world.chance.nanos(pause / 50, pause),
        () -> {
          if (world.calm) return;
          var topic = world.chance.pick(world.ledger.topics());
          if (world.chance.oneIn(3)) world.publisher.wink(topic);
          else world.publisher.publish(topic, NOBODY);
          talk();
        });
  }

  private void look() {
    for (var node : world.nodes) if (!node.dead()) Audit.bounds(node);
    if (!world.calm) world.timeline.after(LOOK, this::look);
  }

  private void demandCaughtUp() {
    for (var person : world.people) person.followings.forEach(Following::demandCaughtUp);
    world.nodes.forEach(Audit::calm);
  }

  /// Nothing fails now, so whatever is said is heard by all who should, at once.
  private void speakToAll() {
    var passed =
        world.people.stream()
            .flatMap(p -> p.followings.stream())
            .mapToInt(Following::passed)
            .toArray();
    for (var topic : world.ledger.topics()) {
      world.publisher.wink(topic);
      world.publisher.publish(topic, NOBODY);
    }
    world.timeline.run(PROMPT);
    demandCaughtUp();
    int i = 0;
    for (var person : world.people) {
      for (var following : person.followings) {
        int before = passed[i++];
        Violation.unless(
            !following.hears() || following.passed() > before,
            person,
            "did not hear something in passing");
      }
    }
  }
}
