package dev.parley.gateway.simulation;

import dev.parley.gateway.fanout.Outbound;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.protocol.CloseCode;
import java.util.Set;

/// What must hold of a whole node, at any time and in the end.
final class Audit {
  private static final Set<String> SHORT_LIVED =
      Set.of(
          "Session",
          "fanout.Subscription",
          "fanout.LocalTopic",
          "fanout.Topics$Entry",
          "fanout.Batch",
          "fanout.Repair$Patient");

  private Audit() {}

  /// At any time between two turns of a loop.
  static void bounds(VirtualNode node) {
    double room = 0;
    for (var wire : node.wires) {
      long pending = wire.pendingBytes();
      demand(node, pending <= Outbound.BYTES_MAX, pending, "bytes wait for one reader");
      if (!wire.over() && !wire.writable()) room += Outbound.BYTES_MAX - pending;
    }
    double waiting = node.gauge("parley_outbound_queue_bytes");
    demand(node, waiting >= 0 && waiting <= room, waiting, "bytes wait, of at most", room);
  }

  /// When all is calm and everyone is there.
  static void calm(VirtualNode node) {
    bounds(node);
    long open = node.wires.stream().filter(wire -> !wire.over()).count();
    double counted = node.gauge("parley_websocket_connections");
    demand(node, counted == open, counted, "connections are counted of", open);
    long cut = node.cuts();
    double slow = node.meters.get("parley_slow_readers_total").counter().count();
    demand(node, cut == slow, slow, "slow readers are counted of", cut);
  }

  /// When everyone has left.
  static void left(VirtualNode node) {
    calm(node);
    demand(node, node.gauge("parley_websocket_connections") == 0, "Somebody is still there");
    demand(node, node.gauge("parley_outbound_queue_bytes") == 0, "Bytes wait for nobody");
    demand(node, node.gauge("parley_gateway_topics") == 0, "A topic is still heard");
    demand(node, node.clockwork.threads() == 0, node.clockwork.threads(), "threads wait");
    demand(node, node.buffers.open() == 0, node.buffers.open(), "buffers are not released");
    var kept = Reach.from(node.gateway, SHORT_LIVED);
    demand(node, kept.isEmpty(), "Not forgotten:", kept);
  }

  private static void demand(VirtualNode node, boolean holds, Object... words) {
    if (!holds) throw new Violation(node.name, Violation.sentence(words));
  }

  static boolean isCut(VirtualWire wire) {
    return wire.closeCode() == CloseCode.SLOW_READER.code();
  }
}
