package dev.parley.crdt.store;

import dev.parley.crdt.clients.ClientTable;
import dev.parley.crdt.store.Struct.Hole;
import dev.parley.crdt.store.Struct.Tombstone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merges structs that are in no store, and those of a store, as Yjs merges updates: what two have
/// is taken once, holes are marked, and only tombstones join. Changes none of them.
final class LooseMerge {
  private final ClientTable table;
  private final List<Source> sources = new ArrayList<>();
  private final List<Struct> merged = new ArrayList<>();
  private @Nullable Struct held;

  LooseMerge(ClientTable table) {
    this.table = table;
  }

  private static final class Source {
    private final List<Struct> structs;
    private int next;

    Source(List<Struct> structs) {
      this.structs = structs;
      passHoles();
    }

    boolean ended() {
      return next == structs.size();
    }

    Struct current() {
      return structs.get(next);
    }

    void pass() {
      next++;
      passHoles();
    }

    private void passHoles() {
      while (!ended() && current() instanceof Hole) next++;
    }
  }

  /// Adds structs in the order of an update.
  LooseMerge add(List<Struct> structs) {
    sources.add(new Source(structs));
    return this;
  }

  List<Struct> merge() {
    sources.removeIf(Source::ended);
    while (!sources.isEmpty()) {
      sources.sort(this::order);
      step(sources.get(0));
      sources.removeIf(Source::ended);
    }
    if (held != null) merged.add(held);
    return merged;
  }

  private int order(Source a, Source b) {
    var x = a.current();
    var y = b.current();
    if (x.client == y.client) return Integer.compare(x.clock, y.clock);
    return Long.compare(table.client(y.client), table.client(x.client));
  }

  private void step(Source source) {
    var client = source.current().client;
    var last = held;
    if (last == null || last.client != client) {
      take(source);
    } else {
      if (!passKnown(source, last)) return;
      append(source, last);
    }
    while (held != null && follows(source, client, held.end())) take(source);
  }

  private static boolean follows(Source source, int client, int clock) {
    return !source.ended() && source.current().client == client && source.current().clock == clock;
  }

  private void take(Source source) {
    hold(source.current());
    source.pass();
  }

  private void hold(Struct struct) {
    if (held != null) merged.add(held);
    held = struct;
  }

  /// Goes past what is merged already; false if then another source may come first.
  private static boolean passKnown(Source source, Struct last) {
    var passed = false;
    while (!source.ended()
        && source.current().client == last.client
        && source.current().end() <= last.end()) {
      source.pass();
      passed = true;
    }
    if (source.ended() || source.current().client != last.client) return false;
    return !passed || source.current().clock <= last.end();
  }

  private void append(Source source, Struct last) {
    var current = source.current();
    var overlap = last.end() - current.clock;
    if (overlap < 0) {
      hold(new Hole(last.client, last.end(), -overlap));
    } else if (last instanceof Tombstone && current instanceof Tombstone) {
      held = new Tombstone(last.client, last.clock, current.end() - last.clock);
    } else {
      hold(overlap > 0 ? tail(current, overlap) : current);
      source.pass();
    }
  }

  /// A copy of a struct without its first elements.
  static Struct tail(Struct struct, int offset) {
    var clock = struct.clock + offset;
    var length = struct.length - offset;
    return switch (struct) {
      case Tombstone tombstone -> new Tombstone(tombstone.client, clock, length);
      case Hole hole -> new Hole(hole.client, clock, length);
      case Item item -> {
        var whole = new Item(item.client, item.clock, item.length, item.kind, item.payload);
        var payload = Contents.split(whole, offset);
        var tail = new Item(item.client, clock, length, item.kind, payload);
        tail.originClient = item.client;
        tail.originClock = clock - 1;
        tail.rightClient = item.rightClient;
        tail.rightClock = item.rightClock;
        yield tail;
      }
    };
  }
}
