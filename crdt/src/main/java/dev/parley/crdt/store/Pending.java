package dev.parley.crdt.store;

import dev.parley.crdt.clients.ClientTable;
import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.store.IncomingReader.Incoming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came before the elements that it needs: structs and deletes.
public final class Pending {
  /// So few structs are merged at once with those that come.
  private static final int FEW = 64;

  /// The clocks that the structs wait for, by client index.
  final Map<Integer, Integer> missing = new LinkedHashMap<>();

  /// Each as long as several of those behind it, so that many small ones cost little.
  private final List<Run> runs = new ArrayList<>(1);

  private Ranges deletes = new Ranges();

  /// How many ranges there were when they were last made tidy.
  private int tidied;

  /// Whether something waits for what has come meanwhile.
  private boolean overdue;

  /// Structs in the order of an update.
  private record Run(List<Struct> structs, long bytes) {
    static Run of(List<Struct> structs) {
      var bytes = 0L;
      for (var struct : structs) bytes += Contents.weight(struct);
      return new Run(structs, bytes);
    }
  }

  public boolean isEmpty() {
    return runs.isEmpty() && deletes.isEmpty();
  }

  public boolean hasStructs() {
    return !runs.isEmpty();
  }

  public boolean hasDeletes() {
    return !deletes.isEmpty();
  }

  Ranges deletes() {
    return deletes;
  }

  /// All structs: the largest client first, and each client's by clock, with holes between.
  List<Struct> structs(ClientTable table) {
    while (runs.size() > 1) mergeLast(table);
    return runs.isEmpty() ? List.of() : runs.get(0).structs;
  }

  /// Whether a client has advanced past a clock that was missing. Only those can have that the
  /// transaction advanced, or our own.
  boolean due(Transaction transaction) {
    if (runs.isEmpty()) return false;
    var due = overdue || isPast(transaction.store, transaction.store.ownClient());
    for (var slot = 0; !due && slot < transaction.touched(); slot++) {
      due = isPast(transaction.store, transaction.touchedClient(slot));
    }
    return due;
  }

  private boolean isPast(BlockStore store, int client) {
    var clock = missing.get(client);
    return clock != null && clock < store.state(client);
  }

  void keep(BlockStore store, UpdateApplication.Arrangement arrangement) {
    if (arrangement.rest.isEmpty()) return;
    arrangement.missing.forEach((client, clock) -> {
      missing.merge(client, clock, Math::min);
      overdue |= isPast(store, client);
    });
    var rest = new ArrayList<Struct>();
    var clients = new ArrayList<>(arrangement.rest.keySet());
    clients.sort((a, b) -> Long.compare(store.table.client(b), store.table.client(a)));
    for (var client : clients) rest.addAll(arrangement.rest.getOrDefault(client, List.of()));
    runs.add(Run.of(rest));
    while (runs.size() > 1 && isShort(runs.size() - 2)) mergeLast(store.table);
  }

  private boolean isShort(int run) {
    var length = runs.get(run).structs.size();
    return length <= FEW || length <= 2 * runs.get(run + 1).structs.size();
  }

  private void mergeLast(ClientTable table) {
    var last = runs.remove(runs.size() - 1).structs;
    var before = runs.remove(runs.size() - 1).structs;
    runs.add(Run.of(new LooseMerge(table).add(before).add(last).merge()));
  }

  /// Tries the deletes that wait, if what they name may have come, and keeps others.
  void deletes(Transaction transaction, Ranges unknown) {
    if (concerns(transaction)) {
      unknown.addAll(Deleter.deleteAll(transaction, deletes));
      unknown.tidy();
      deletes = unknown;
      tidied = deletes.count();
    } else if (!unknown.isEmpty()) {
      deletes.addAll(unknown);
      if (deletes.count() <= FEW || deletes.count() > 2 * tidied) {
        deletes.tidy();
        tidied = deletes.count();
      }
    }
  }

  private boolean concerns(Transaction transaction) {
    if (deletes.isEmpty()) return false;
    if (deletes.find(transaction.store.ownClient()) != null) return true;
    for (var slot = 0; slot < transaction.touched(); slot++) {
      if (deletes.find(transaction.touchedClient(slot)) != null) return true;
    }
    return false;
  }

  /// Takes the structs out, to apply them again.
  List<Incoming.Blocks> take(ClientTable table) {
    var byClient = new LinkedHashMap<Integer, Incoming.Blocks>();
    for (var struct : structs(table)) {
      byClient.computeIfAbsent(struct.client, Incoming.Blocks::new).structs.add(struct);
    }
    runs.clear();
    missing.clear();
    overdue = false;
    return List.copyOf(byClient.values());
  }

  /// How much more may wait.
  static final class Room {
    private long structs;
    private long bytes;
    private long ranges;

    Room(Limits limits, Pending pending) {
      structs = limits.waitingStructs();
      bytes = limits.waitingBytes();
      ranges = limits.waitingStructs() - (long) pending.deletes.count();
      for (var run : pending.runs) {
        structs -= run.structs.size();
        bytes -= run.bytes;
      }
    }

    void take(List<Struct> taken) {
      structs -= taken.size();
      for (var struct : taken) bytes -= Contents.weight(struct);
    }

    void takeRanges(int count) {
      ranges -= count;
    }

    boolean isLeft() {
      return structs >= 0 && bytes >= 0 && ranges >= 0;
    }
  }
}
