package dev.parley.crdt.store;

import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.store.IncomingReader.Incoming;
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
}
