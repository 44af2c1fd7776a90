package dev.parley.crdt.store;

import dev.parley.crdt.clients.ClientTable;
import dev.parley.crdt.clients.Ranges;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All structs of a document, its roots, and the transactions that run. Belongs to one thread at a
/// time.
public final class BlockStore {
  final ClientTable table = new ClientTable();
  private @Nullable ClientBlocks[] blocks = new ClientBlocks[4];
  private final Map<String, Branch> roots = new LinkedHashMap<>();
  final Pending pending = new Pending();
  private final LongSupplier clients;
  private final Hooks hooks;
  private final Options options;
  private int client;
  private @Nullable Transaction current;
  private final List<Transaction> queue = new ArrayList<>(1);
  private long stamps;

  /// How often a place was searched, for the stamps of the items passed by.
  int visits;

  public BlockStore(long client, LongSupplier clients, Options options, Hooks hooks) {
    this.client = table.indexOf(client);
    this.clients = clients;
    this.options = options;
    this.hooks = hooks;
  }

  public Hooks hooks() {
    return hooks;
  }

  public Options options() {
    return options;
  }

  public Pending pending() {
    return pending;
  }

  /// The clocks that pending structs wait for, by client.
  public Map<Long, Long> missing() {
    var missing = new LinkedHashMap<Long, Long>();
    pending.missing.forEach((index, clock) -> missing.put(table.client(index), (long) clock));
    return missing;
  }

  public long client() {
    return table.client(client);
  }

  public void client(long id) {
    client = table.indexOf(id);
  }

  int ownClient() {
    return client;
  }

  /// Someone else uses our client.
  void renewClient() {
    client(clients.getAsLong());
  }

  public @Nullable Branch existingRoot(String name) {
    return roots.get(name);
  }

  public Map<String, Branch> roots() {
    return roots;
  }

  Branch root(String name) {
    return roots.computeIfAbsent(name, n -> new Branch(Branch.UNKNOWN, n));
  }

  /// The root of a name, which from now on is of this type.
  public Branch root(String name, int ref) {
    var root = root(name);
    if (root.ref == Branch.UNKNOWN) {
      root.ref = ref;
      root.watched = false;
    }
    if (root.ref != ref) throw new IllegalStateException("'" + name + "' is of another type");
    return root;
  }

  @Nullable ClientBlocks blocks(int index) {
    return index < blocks.length ? blocks[index] : null;
  }

  int clientCount() {
    return table.size();
  }

  ClientBlocks existing(int index) {
    var found = blocks(index);
    if (found == null) throw new IllegalStateException("no structs of client " + index);
    return found;
  }

  private ClientBlocks writable(int index) {
    if (index >= blocks.length) {
      blocks = java.util.Arrays.copyOf(blocks, Math.max(index + 1, 2 * blocks.length));
    }
    var found = blocks[index];
    if (found == null) {
      found = new ClientBlocks(index);
      blocks[index] = found;
    }
    return found;
  }

  int state(int index) {
    var found = blocks(index);
    return found == null ? 0 : found.state();
  }

  /// The state of a client by its id.
  public int stateOf(long id) {
    var index = table.find(id);
    return index < 0 ? 0 : state(index);
  }

  void append(Transaction transaction, Struct struct) {
    var of = writable(struct.client);
    transaction.touch(of);
    of.add(struct);
  }

  /// The struct with an element that the store has.
  Struct find(int index, int clock) {
    var of = existing(index);
    return of.get(of.find(clock));
  }

  public @Nullable Item item(Id id) {
    var index = table.find(id.client());
    if (index < 0 || id.clock() >= state(index)) return null;
    return find(index, (int) id.clock()) instanceof Item item ? item : null;
  }

  /// The id of one of the elements of an item.
  public Id id(Item item, int offset) {
    return new Id(table.client(item.client), item.clock + offset);
  }

  /// An element of an item.
  public record Element(Item item, int offset) {}

  /// The element of an id, or what an undo made anew of it; null if it is unknown or nothing is
  /// left of it but its clock.
  public @Nullable Element followRedone(Id id) {
    Id next = id;
    while (true) {
      var item = item(next);
      if (item == null) return null;
      var offset = (int) (next.clock() - item.clock);
      if (item.redone == null) return new Element(item, offset);
      next = new Id(item.redone.client(), item.redone.clock() + offset);
    }
  }

  /// The struct that ends with an element, after a split if need be.
  Struct cleanEnd(Transaction transaction, int index, int clock) {
    var of = existing(index);
    var at = of.find(clock);
    var struct = of.get(at);
    if (struct instanceof Item item && item.end() != clock + 1) {
      of.insert(at + 1, Splitter.split(transaction, item, clock + 1 - item.clock));
    }
    return struct;
  }

  /// The struct that starts with an element, after a split if need be.
  Struct cleanStart(Transaction transaction, int index, int clock) {
    var of = existing(index);
    var at = of.find(clock);
    var struct = of.get(at);
    if (!(struct instanceof Item item) || item.clock == clock) return struct;
    var right = Splitter.split(transaction, item, clock - item.clock);
    of.insert(at + 1, right);
    return right;
  }

  public @Nullable Transaction current() {
    return current;
  }

  Transaction running() {
    if (current == null) throw new IllegalStateException("no transaction");
    return current;
  }

  /// Runs something in the transaction that runs already, or else in a new one, which is committed
  /// at the end even when the run throws.
  public void transact(@Nullable Object origin, boolean local, Runnable run) {
    if (current != null) {
      run.run();
      return;
    }
    var transaction = new Transaction(this, stamps++, origin, local);
    current = transaction;
    queue.add(transaction);
    var first = queue.size() == 1;
    try {
      run.run();
    } finally {
      current = null;
      if (first) commitAll();
    }
  }

  private void commitAll() {
    try {
      Commit.all(this, queue);
    } finally {
      queue.clear();
    }
  }

  /// The state of a client before the first transaction after one that advanced it.
  int beforeLater(int index, long stamp) {
    for (var transaction : queue) {
      if (transaction.stamp <= stamp) continue;
      for (var i = 0; i < transaction.touched(); i++) {
        if (transaction.touchedClient(i) == index) return transaction.beforeOfSlot(i);
      }
    }
    return state(index);
  }

  List<Transaction> queue() {
    return queue;
  }

  void forgetVisits() {
    visits = 0;
    for (var i = 0; i < table.size(); i++) {
      var of = blocks(i);
      if (of == null) continue;
      for (var j = 0; j < of.size(); j++) if (of.get(j) instanceof Item item) item.visit = 0;
    }
  }

  /// What is deleted, over all structs.
  public Ranges deleted() {
    var ranges = new Ranges();
    for (var i = 0; i < table.size(); i++) {
      var of = blocks(i);
      if (of != null) of.addDeleted(of.size(), ranges);
    }
    return ranges;
  }

  /// Who is told about transactions while they are committed.
  public interface Hooks {
    /// A transaction changed something; nothing is dropped or merged yet. May edit the document,
    /// which becomes another transaction.
    void changed(Transaction transaction);

    /// All is dropped and merged; the update of the transaction can be written.
    void committed(Transaction transaction);

    /// Whether someone looks at the elements of a transaction as single ones.
    boolean observing();
  }

  /// How a document keeps itself tidy.
  ///
  /// @param collect whether the content of what is deleted is dropped
  /// @param tidyFormats whether formats that became redundant by updates of others are deleted
  /// @param limits what updates of others may ask for
  public record Options(boolean collect, boolean tidyFormats, Limits limits) {}
}
