package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.store.IncomingReader.Incoming;
import dev.parley.crdt.store.UpdateApplication.Arrangement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came before the elements that it needs: structs and deletes.
public final class Pending {
  /// The clocks that the structs wait for, by client index.
  final Map<Integer, Integer> missing = new LinkedHashMap<>();

  /// The largest client first, and each client's by clock, with holes between.
  List<Struct> structs = List.of();

  Ranges deletes = new Ranges();

  /// How many bytes the updates had of which something waits.
  long bytes;

  public boolean isEmpty() {
    return structs.isEmpty() && deletes.isEmpty();
  }

  public boolean hasStructs() {
    return !structs.isEmpty();
  }

  public boolean hasDeletes() {
    return !deletes.isEmpty();
  }

  /// Whether a client has advanced past a clock that was missing.
  boolean due(BlockStore store) {
    if (structs.isEmpty()) return false;
    for (var entry : missing.entrySet()) {
      if (entry.getValue() < store.state(entry.getKey())) return true;
    }
    return false;
  }

  void keep(BlockStore store, Arrangement arrangement) {
    if (arrangement.rest.isEmpty()) return;
    arrangement.missing.forEach((client, clock) -> missing.merge(client, clock, Math::min));
    var rest = new ArrayList<Struct>();
    var clients = new ArrayList<>(arrangement.rest.keySet());
    clients.sort((a, b) -> Long.compare(store.table.client(b), store.table.client(a)));
    for (var client : clients) rest.addAll(arrangement.rest.getOrDefault(client, List.of()));
    structs = structs.isEmpty() ? rest : new LooseMerge(store.table).add(structs).add(rest).merge();
  }

  /// Takes the structs out, to apply them again.
  List<Incoming.Blocks> take() {
    var byClient = new LinkedHashMap<Integer, Incoming.Blocks>();
    for (var struct : structs) {
      byClient.computeIfAbsent(struct.client, Incoming.Blocks::new).structs.add(struct);
    }
    structs = List.of();
    missing.clear();
    bytes = 0;
    return List.copyOf(byClient.values());
  }
}
