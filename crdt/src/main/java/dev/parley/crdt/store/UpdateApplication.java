package dev.parley.crdt.store;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.store.IncomingReader.Incoming;
import dev.parley.crdt.store.Struct.Hole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Applies updates of others: reads them wholly, integrates what can be, and keeps the rest until
/// what it needs has come.
public final class UpdateApplication {
  private UpdateApplication() {}

  /// Throws [MalformedUpdate], and nothing is changed then.
  public static void apply(
      BlockStore store, UpdateFormat format, byte[] update, @Nullable Object origin) {
    apply(store, format, update, origin, store.options().limits());
  }

  /// As the other one, within limits that are not those of the document.
  public static void apply(
      BlockStore store,
      UpdateFormat format,
      byte[] update,
      @Nullable Object origin,
      Limits limits) {
    var known = store.table.size();
    var incoming = IncomingReader.read(store.table, format.decoder(update, limits));
    if (!fits(store, incoming, limits)) {
      store.table.truncate(known);
      throw new MalformedUpdate(Reason.TOO_MUCH_WAITS, "what it needs has not come");
    }
    store.transact(origin, false, () -> apply(store, incoming));
  }

  private static void apply(BlockStore store, Incoming incoming) {
    var transaction = store.running();
    transaction.remote();
    var pending = store.pending;
    var arrangement = new Arrangement(transaction, incoming.clients);
    arrangement.integrate();
    var due = pending.due(transaction);
    pending.keep(store, arrangement);
    pending.deletes(transaction, Deleter.deleteAll(transaction, incoming.deletes));
    if (due) apply(store, new Incoming(pending.take(store.table)));
  }

  /// Whether what would wait of an update has room beside what waits already. Tries it out only
  /// where all of it might not.
  private static boolean fits(BlockStore store, Incoming incoming, Limits limits) {
    var room = new Pending.Room(limits, store.pending);
    for (var blocks : incoming.clients) room.take(blocks.structs);
    room.takeRanges(incoming.deletes.count());
    if (room.isLeft()) return true;
    room = new Pending.Room(limits, store.pending);
    var trial = new Arrangement.Trial(store, new HashMap<>());
    var arrangement = new Arrangement(trial, incoming.clients);
    arrangement.integrate();
    arrangement.rest.values().forEach(room::take);
    for (var blocks : incoming.clients) blocks.next = 0;
    for (var ranges : incoming.deletes.clients()) {
      var state = trial.state(ranges.client());
      for (var i = 0; i < ranges.size(); i++) if (ranges.end(i) > state) room.takeRanges(1);
    }
    return room.isLeft();
  }

  /// Integrates the structs of one update, each after those that it needs, and keeps the rest.
  static final class Arrangement {
    private final Target target;
    private final Map<Integer, Incoming.Blocks> byClient = new LinkedHashMap<>();

    /// In the order of their clients' ids; the last is next.
    private final List<Incoming.Blocks> order;

    private final List<Struct> stack = new ArrayList<>();

    /// What cannot be integrated yet, by client.
    final Map<Integer, List<Struct>> rest = new LinkedHashMap<>();

    /// Which clocks it needs, by client.
    final Map<Integer, Integer> missing = new LinkedHashMap<>();

    /// Where structs go.
    sealed interface Target {
      BlockStore store();

      int state(int client);

      /// The client that a struct needs more of, or [Item#NONE].
      int needed(Struct struct);

      /// Takes a struct that needs nothing, without the elements before an offset.
      void take(Struct struct, int offset);
    }

    /// Into the document.
    private record Document(Transaction transaction) implements Target {
      @Override
      public BlockStore store() {
        return transaction.store;
      }

      @Override
      public int state(int client) {
        return transaction.store.state(client);
      }

      @Override
      public int needed(Struct struct) {
        return Integrator.resolve(transaction, struct);
      }

      @Override
      public void take(Struct struct, int offset) {
        Integrator.integrate(transaction, struct, offset);
      }
    }

    /// Nowhere: to see what would be left.
    record Trial(BlockStore store, Map<Integer, Integer> states) implements Target {
      @Override
      public int state(int client) {
        return states.getOrDefault(client, store.state(client));
      }

      @Override
      public int needed(Struct struct) {
        return Integrator.needed(this::state, struct);
      }

      @Override
      public void take(Struct struct, int offset) {
        states.put(struct.client, struct.end());
      }
    }

    Arrangement(Transaction transaction, List<Incoming.Blocks> clients) {
      this(new Document(transaction), clients);
    }

    Arrangement(Target target, List<Incoming.Blocks> clients) {
      this.target = target;
      for (var blocks : clients) byClient.put(blocks.client, blocks);
      order = new ArrayList<>(clients);
      var table = target.store().table;
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
      var offset = target.state(head.client) - head.clock;
      if (offset < 0) {
        stack.add(head);
        miss(head.client, head.clock - 1);
        setAside();
        return null;
      }
      var needed = target.needed(head);
      if (needed == Item.NONE) {
        if (offset < head.length) target.take(head, offset);
        return null;
      }
      stack.add(head);
      var blocks = byClient.get(needed);
      if (blocks != null && blocks.hasNext()) return blocks.take();
      miss(needed, target.state(needed));
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
        }
      }
      stack.clear();
    }
  }
}
