package dev.parley.crdt.store;

import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.store.IncomingReader.Incoming;
import dev.parley.crdt.store.Struct.Hole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Applies updates of others: reads them wholly, integrates what can be, and keeps the rest until
/// what it needs has come.
public final class UpdateApplication {
  /// How many bytes of updates that cannot be integrated wholly a document keeps.
  static final long PENDING_BYTES_MAX = 64 << 20;

  private UpdateApplication() {}

  /// Throws [MalformedUpdate], and nothing is changed then.
  public static void apply(
      BlockStore store, UpdateFormat format, byte[] update, @Nullable Object origin) {
    if (store.pending.bytes > 0 && store.pending.bytes + update.length > PENDING_BYTES_MAX) {
      throw new MalformedUpdate("too much waits for what is missing");
    }
    var incoming = IncomingReader.read(store.table, format.decoder(update));
    store.transact(
        origin,
        false,
        () -> {
          apply(store, incoming);
          if (!store.pending.isEmpty()) store.pending.bytes += update.length;
        });
  }

  private static void apply(BlockStore store, Incoming incoming) {
    var transaction = store.running();
    transaction.remote();
    var pending = store.pending;
    var arrangement = new Arrangement(transaction, incoming.clients);
    arrangement.integrate();
    var due = pending.due(store);
    pending.keep(store, arrangement);
    var unknown = Deleter.deleteAll(transaction, incoming.deletes);
    if (!pending.deletes.isEmpty()) {
      unknown.addAll(Deleter.deleteAll(transaction, pending.deletes));
      unknown.tidy();
    }
    pending.deletes = unknown;
    if (due) apply(store, new Incoming(pending.take()));
    if (pending.isEmpty()) pending.bytes = 0;
  }

  /// Integrates the structs of one update, each after those that it needs, and keeps the rest.
  static final class Arrangement {
    private final Transaction transaction;
    private final BlockStore store;
    private final Map<Integer, Incoming.Blocks> byClient = new LinkedHashMap<>();

    /// In the order of their clients' ids; the last is next.
    private final List<Incoming.Blocks> order;

    private final List<Struct> stack = new ArrayList<>();

    /// What cannot be integrated yet, by client.
    final Map<Integer, List<Struct>> rest = new LinkedHashMap<>();

    /// Which clocks it needs, by client.
    final Map<Integer, Integer> missing = new LinkedHashMap<>();

    Arrangement(Transaction transaction, List<Incoming.Blocks> clients) {
      this.transaction = transaction;
      this.store = transaction.store;
      for (var blocks : clients) byClient.put(blocks.client, blocks);
      order = new ArrayList<>(clients);
      var table = store.table;
      order.sort((a, b) -> Long.compare(table.client(a.client), table.client(b.client)));
    }

    void integrate() {
      for (var struct = next(); struct != null; struct = next()) {
        Struct head = struct;
        while (head != null) head = tryOne(head);
      }
    }

    /// Integrates a struct or sets it aside; returns another one that has to come before it.
    private @Nullable Struct tryOne(Struct head) {
      if (head instanceof Hole) return null;
      var offset = store.state(head.client) - head.clock;
      if (offset < 0) {
        stack.add(head);
        miss(head.client, head.clock - 1);
        setAside();
        return null;
      }
      var needed = Integrator.resolve(transaction, head);
      if (needed == Item.NONE) {
        if (offset < head.length) Integrator.integrate(transaction, head, offset);
        return null;
      }
      stack.add(head);
      var blocks = byClient.get(needed);
      if (blocks != null && blocks.hasNext()) return blocks.take();
      miss(needed, store.state(needed));
      setAside();
      return null;
    }

    private @Nullable Struct next() {
      if (!stack.isEmpty()) return stack.remove(stack.size() - 1);
      while (!order.isEmpty()) {
        var last = order.get(order.size() - 1);
        if (last.hasNext()) return last.take();
        order.remove(order.size() - 1);
      }
      return null;
    }

    private void miss(int client, int clock) {
      missing.merge(client, clock, Math::min);
    }

    /// All on the stack waits for something that this update has not, and with each struct those of
    /// the same client that follow it.
    private void setAside() {
      for (var struct : stack) {
        var blocks = byClient.remove(struct.client);
        if (blocks == null) {
          rest.put(struct.client, List.of(struct));
        } else {
          var waiting = blocks.structs.subList(blocks.next - 1, blocks.structs.size());
          rest.put(struct.client, new ArrayList<>(waiting));
          blocks.next = blocks.structs.size();
          order.remove(blocks);
        }
      }
      stack.clear();
    }
  }
}
