package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What changed between two states of a document that others see.
public final class Transaction {
  final BlockStore store;
  final long stamp;
  private final @Nullable Object origin;
  private boolean local;
  final Ranges deletes = new Ranges();

  /// Items that were split, or that may merge without being deleted now.
  final List<Item> mergeable = new ArrayList<>(0);

  private final Map<Branch, Set<@Nullable String>> changed = new LinkedHashMap<>(2);
  private @Nullable Branch lastChanged;
  private @Nullable String lastKey;

  /// Clients whose state advanced, with the state before and, once it ended, after.
  private int touched;

  private int[] clients = new int[1];
  private int[] before = new int[1];
  private int[] after = new int[0];

  Transaction(BlockStore store, long stamp, @Nullable Object origin, boolean local) {
    this.store = store;
    this.stamp = stamp;
    this.origin = origin;
    this.local = local;
  }

  public @Nullable Object origin() {
    return origin;
  }

  public boolean local() {
    return local;
  }

  void remote() {
    local = false;
  }

  public Map<Branch, Set<@Nullable String>> changed() {
    return Collections.unmodifiableMap(changed);
  }

  /// Whether anything was inserted or deleted.
  public boolean hasContent() {
    return touched > 0 || !deletes.isEmpty();
  }

  /// Notes that a list, or an entry, of a type changes; types that are new or gone do not count.
  void change(Branch branch, @Nullable String key) {
    if (branch == lastChanged && Objects.equals(key, lastKey)) return;
    var item = branch.item;
    if (item != null && (item.deleted || isNew(item))) return;
    changed.computeIfAbsent(branch, b -> new HashSet<>(2)).add(key);
    lastChanged = branch;
    lastKey = key;
  }

  void unchange(Branch branch) {
    changed.remove(branch);
    if (lastChanged == branch) lastChanged = null;
  }

  /// A client's state is about to advance.
  void touch(ClientBlocks blocks) {
    if (blocks.stamp == stamp) return;
    blocks.stamp = stamp;
    blocks.slot = touched;
    if (touched == clients.length) {
      clients = Arrays.copyOf(clients, 2 * touched);
      before = Arrays.copyOf(before, 2 * touched);
    }
    clients[touched] = blocks.client;
    before[touched++] = blocks.state();
  }

  int touched() {
    return touched;
  }

  int touchedClient(int slot) {
    return clients[slot];
  }

  int beforeOfSlot(int slot) {
    return before[slot];
  }

  int afterOfSlot(int slot) {
    return after[slot];
  }

  void end() {
    deletes.tidy();
    after = new int[touched];
    for (var i = 0; i < touched; i++) after[i] = store.state(clients[i]);
  }

  /// The state of a client before this transaction.
  int before(int client) {
    var blocks = store.blocks(client);
    if (blocks == null) return 0;
    if (blocks.stamp == stamp) return before[blocks.slot];
    if (blocks.stamp < stamp) return blocks.state();
    for (var i = 0; i < touched; i++) if (clients[i] == client) return before[i];
    return store.beforeLater(client, stamp);
  }

  /// Whether an item came with this transaction.
  public boolean isNew(Item item) {
    return item.clock >= before(item.client);
  }

  /// Whether an item was deleted in this transaction, which has ended.
  public boolean deletes(Item item) {
    return deletes.contains(item.client, item.clock);
  }
}
