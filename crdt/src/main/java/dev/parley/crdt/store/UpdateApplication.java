package dev.parley.crdt.store;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.MalformedUpdate.Reason;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.store.IncomingReader.Incoming;
import java.util.HashMap;
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
}
