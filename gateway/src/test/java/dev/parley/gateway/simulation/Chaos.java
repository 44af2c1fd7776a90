package dev.parley.gateway.simulation;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.gateway.simulation.time.Chance;
import dev.parley.platform.events.Ending;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Lets dangers strike, by chance, until it is calm.
final class Chaos {
  /// What a full loop has waiting.
  private static final int ERRANDS = 65_536;

  private static final int BURST_MAX = 1_300;
  private static final int SMALL_BURST_MAX = 40;
  private static final Ending NOBODY = new Ending.Nobody();

  private final World world;
  private final Chance chance;
  private final List<Danger> dangers;
  private boolean filled;

  Chaos(World world) {
    this.world = world;
    chance = world.chance;
    dangers = new ArrayList<>(world.knobs.dangers());
  }

  void begin() {
    if (!dangers.isEmpty()) strikeLater();
  }

  private void strikeLater() {
    long pause = world.knobs.dangerPauseMax();
    world.timeline.after(
        chance.nanos(pause / 20, pause),
        () -> {
          if (world.calm) return;
          strike(chance.pick(dangers));
          strikeLater();
        });
  }

  /// Nothing strikes any more, and what is broken is mended.
  void end() {
    world.calm = true;
    world.note("It is calm");
    world.hub.manners(0, 0, 0);
    for (var node : world.nodes) {
      node.log.away(false);
      node.log.slow(0);
      node.bus.regain();
    }
    world.people.forEach(Chaos::readWell);
  }

  private static void readWell(Person person) {
    var wire = person.wire();
    if (wire == null) return;
    wire.reading.stopped = false;
    wire.reading.bytesAtOnce = Integer.MAX_VALUE;
    wire.reading.pauseMax = Chance.MILLI;
    wire.readSoon();
  }

  private void strike(Danger danger) {
    world.note(danger.name());
    switch (danger) {
      case NODE_DIES -> node(VirtualNode::die);
      case NODE_DRAINS -> node(node -> node.drain(Duration.ofMillis(chance.between(100, 4_000))));
      case BUS_BREAKS -> node(this::breakBus);
      case LOG_GOES_AWAY -> node(this::takeLog);
      case LOG_IS_SLOW -> node(node -> node.log.slow(chance.nanos(Chance.MILLI, Chance.SECOND)));
      case LOG_IS_RESTORED -> restore();
      case LOG_IS_TRIMMED -> topic(topic -> topic.trim(topic.head().offset() - chance.below(5)));
      case LOOP_IS_HELD_UP -> node(this::holdUp);
      case LOOP_IS_FULL -> node(this::fill);
      case BURST -> topic(this::burst);
      case SIGNALS -> person(person -> person.signal(chance.pick(person.followings)));
      case CONNECTION_BREAKS -> wire(wire -> wire.clientCloses(0));
      case CLIENT_VANISHES -> wire(VirtualWire::vanish);
      case CLIENT_STOPS_READING -> wire(this::stopReading);
      case CLIENT_IS_SLOW -> wire(this::slowDown);
      case CLIENT_LETS_GO -> person(person -> letGo(chance.pick(person.followings)));
      case CLIENT_ASKS_AGAIN -> person(person -> askAgain(person, true));
      case CLIENT_FORGETS -> person(person -> askAgain(person, false));
      case MEMBER_IS_REMOVED -> person(person -> topic(topic -> remove(topic, person)));
      case ALL_ARE_REMOVED -> topic(this::removeAll);
      case SESSION_IS_REVOKED -> person(Person::revoke);
    }
  }

  private void node(Consumer<VirtualNode> deed) {
    var nodes = world.alive();
    if (!nodes.isEmpty()) deed.accept(chance.pick(nodes));
  }

  private void person(Consumer<Person> deed) {
    deed.accept(chance.pick(world.people));
  }

  private void wire(Consumer<VirtualWire> deed) {
    var wire = chance.pick(world.people).wire();
    if (wire != null) deed.accept(wire);
  }

  private void topic(Consumer<Ledger.TopicLog> deed) {
    deed.accept(chance.pick(world.ledger.topics()));
  }

  private void breakBus(VirtualNode node) {
    node.bus.lose();
    world.timeline.after(chance.nanos(Chance.MILLI, 4 * Chance.SECOND), node.bus::regain);
  }

  private void takeLog(VirtualNode node) {
    node.log.away(true);
    world.timeline.after(chance.nanos(Chance.MILLI, 4 * Chance.SECOND), () -> node.log.away(false));
  }

  private void restore() {
    for (var topic : world.ledger.topics()) {
      int lost = chance.below(chance.oneIn(3) ? (int) topic.head().offset() + 1 : 20);
      topic.beginAnotherLife(topic.head().offset() - lost);
    }
  }

  private void holdUp(VirtualNode node) {
    long most = chance.oneIn(30) ? 12 * Chance.SECOND : Chance.SECOND;
    node.loop(chance.below(world.knobs.loops())).holdUp(chance.nanos(Chance.MILLI, most));
  }

  private void fill(VirtualNode node) {
    if (filled) return;
    filled = true;
    int index = chance.below(world.knobs.loops());
    node.loop(index).holdUp(chance.nanos(10 * Chance.MILLI, 4 * Chance.SECOND));
    var shard = node.gateway.shards().all().get(index);
    for (int i = 0; i < ERRANDS; i++) shard.execute(() -> {});
  }

  private void burst(Ledger.TopicLog topic) {
    boolean big = world.knobs.largePercent() < 20 && chance.oneIn(10);
    int size = chance.between(2, big ? BURST_MAX : SMALL_BURST_MAX);
    for (int i = 0; i < size; i++) world.publisher.publish(topic, NOBODY);
  }

  private void stopReading(VirtualWire wire) {
    wire.reading.stopped = true;
    wire.reading.everStopped = true;
    world.timeline.after(
        chance.nanos(50 * Chance.MILLI, 20 * Chance.SECOND),
        () -> {
          wire.reading.stopped = false;
          wire.readSoon();
        });
  }

  private void slowDown(VirtualWire wire) {
    wire.reading.bytesAtOnce = chance.between(500, 8_000);
    wire.reading.pauseMax = chance.nanos(Chance.MILLI, 50 * Chance.MILLI);
  }

  private void letGo(Following following) {
    following.want(false);
    world.timeline.after(
        chance.nanos(100 * Chance.MILLI, 8 * Chance.SECOND), () -> following.want(true));
  }

  private void askAgain(Person person, boolean resuming) {
    var following = chance.pick(person.followings);
    if (following.hears()) following.ask(resuming);
  }

  private void remove(Ledger.TopicLog topic, Person person) {
    if (topic.grant(person.user()) != Grant.FULL || !hasMembers(topic)) return;
    if (!world.publisher.publish(topic, new Ending.One(person.user()))) return;
    topic.grant(person.user(), Grant.NONE);
    if (chance.oneIn(5)) return;
    world.timeline.after(
        chance.nanos(Chance.MILLI, 5 * Chance.SECOND), () -> readmit(topic, person));
  }

  private void removeAll(Ledger.TopicLog topic) {
    if (!hasMembers(topic) || !world.publisher.publish(topic, new Ending.Everyone())) return;
    for (var person : world.people) {
      topic.grant(person.user(), Grant.NONE);
      if (chance.oneIn(5)) continue;
      world.timeline.after(
          chance.nanos(Chance.MILLI, 5 * Chance.SECOND), () -> readmit(topic, person));
    }
  }

  private void readmit(Ledger.TopicLog topic, Person person) {
    if (topic.grant(person.user()) != Grant.NONE) return;
    if (world.publisher.publish(topic, NOBODY)) topic.grant(person.user(), Grant.FULL);
  }

  private static boolean hasMembers(Ledger.TopicLog topic) {
    return topic.key.topic().kind() == Topic.Kind.CONVERSATION;
  }
}
