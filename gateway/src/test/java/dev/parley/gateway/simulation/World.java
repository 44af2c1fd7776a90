package dev.parley.gateway.simulation;

import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Timeline;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.platform.events.Position;
import dev.parley.platform.kernel.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What all of one simulation share. What happens is noted: the last of it is told when something
/// is wrong, and the sum of it shows whether two runs were the same.
final class World {
  private static final int NOTES_MAX = 400;
  private static final long RESTART_MIN = 50 * Chance.MILLI;
  private static final long RESTART_MAX = 3 * Chance.SECOND;

  final Flaw flaw;
  final Chance chance;
  final Timeline timeline = new Timeline();
  final Knobs knobs;
  final Ledger ledger;
  final Hub hub;
  final Publisher publisher;
  final List<VirtualNode> nodes = new ArrayList<>();
  final List<Person> people = new ArrayList<>();

  /// Nothing fails any more.
  boolean calm;

  private final ArrayDeque<String> notes = new ArrayDeque<>();
  private final boolean telling;
  private long sum;
  private boolean over;

  /// @param telling whether notes are kept in words
  World(long seed, Flaw flaw, boolean telling) {
    this.flaw = flaw;
    this.telling = telling;
    chance = new Chance(seed);
    knobs = Knobs.by(chance);
    ledger = new Ledger(new TenantId(chance.uuid()), timeline);
    hub = new Hub(timeline, chance);
    hub.manners(knobs.busLost(), knobs.busRepeated(), knobs.busLate());
    publisher = new Publisher(this);
  }

  void note(Object... words) {
    sum = sum * 31 + timeline.nanos();
    for (var word : words) if (isValue(word)) sum = sum * 31 + word.hashCode();
    if (!telling) return;
    if (notes.size() == NOTES_MAX) notes.removeFirst();
    notes.add(timeline.nanos() / 1_000 + " us  " + Violation.sentence(words));
  }

  /// Whether its hash is the same in every process.
  private static boolean isValue(Object word) {
    return word instanceof String || word instanceof Number || word instanceof Position;
  }

  /// Two runs with the same sum went the same way.
  long sum() {
    return sum;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /// A node starts, for the first time or again.
  VirtualNode start(String name) {
    var node = new VirtualNode(this, name);
    publisher.relay(node);
    return node;
  }

  void died(VirtualNode node) {
    if (over) return;
    timeline.after(
        chance.nanos(RESTART_MIN, RESTART_MAX),
        () -> {
          note(node.name, "starts again");
          nodes.set(nodes.indexOf(node), start(node.name));
        });
  }

  /// Nothing of it goes on.
  void end() {
    over = true;
    for (var node : nodes) node.die();
  }

  List<VirtualNode> alive() {
    return nodes.stream().filter(VirtualNode::accepting).toList();
  }
}
