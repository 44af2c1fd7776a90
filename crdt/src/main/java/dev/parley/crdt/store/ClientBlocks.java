package dev.parley.crdt.store;

import dev.parley.crdt.clients.Ranges;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All structs of one client, by clock and without gaps.
final class ClientBlocks {
  private static final int GROWING_LENGTH_MIN = 128;

  final int client;
  private Struct[] structs = new Struct[2];
  private int size;

  /// The item whose text has room to grow.
  private @Nullable Item growing;

  /// Which transaction added structs last, and where it notes that.
  long stamp = -1;

  int slot;

  ClientBlocks(int client) {
    this.client = client;
  }

  int size() {
    return size;
  }

  Struct get(int index) {
    return structs[index];
  }

  Struct last() {
    return structs[size - 1];
  }

  /// The next clock.
  int state() {
    return size == 0 ? 0 : structs[size - 1].end();
  }

  void add(Struct struct) {
    if (size == structs.length) structs = Arrays.copyOf(structs, size + (size >> 1) + 1);
    structs[size++] = struct;
  }

  void insert(int index, Struct struct) {
    if (size == structs.length) structs = Arrays.copyOf(structs, size + (size >> 1) + 1);
    System.arraycopy(structs, index, structs, index + 1, size - index);
    structs[index] = struct;
    size++;
  }

  /// Puts others in the place of some structs.
  void replace(int from, int to, List<Struct> others) {
    var grown = size + others.size() - (to - from);
    if (grown > structs.length) structs = Arrays.copyOf(structs, grown);
    System.arraycopy(structs, to, structs, from + others.size(), size - to);
    for (var i = 0; i < others.size(); i++) structs[from + i] = others.get(i);
    size = grown;
  }

  void replace(int index, Struct struct) {
    structs[index] = struct;
  }

  void remove(int from, int count) {
    System.arraycopy(structs, from + count, structs, from, size - from - count);
    Arrays.fill(structs, size - count, size, null);
    size -= count;
  }

  /// Appends to the text of an item. A long text gets room for more, but only one of each client at
  /// a time.
  void append(Item item, String tail) {
    var length = item.length + tail.length();
    if (length < GROWING_LENGTH_MIN) {
      item.payload = item.text().concat(tail);
      return;
    }
    if (growing != item) {
      if (growing != null) growing.seal();
      growing = item;
    }
    roomFor(item, length).append(tail);
  }

  private static StringBuilder roomFor(Item item, int length) {
    if (item.payload instanceof StringBuilder text && text.capacity() >= length) return text;
    var text = new StringBuilder(length + length / 4);
    text.append(item.text());
    item.payload = text;
    return text;
  }

  /// Adds what is deleted of the first structs.
  void addDeleted(int count, Ranges ranges) {
    for (var i = 0; i < count; i++) {
      if (structs[i].deleted()) ranges.add(client, structs[i].clock, structs[i].end());
    }
  }

  /// The index of the struct with a clock below the state.
  int find(int clock) {
    var high = size - 1;
    var last = structs[high];
    if (last.clock <= clock) return high;
    var low = 0;
    var middle = (int) ((long) clock * high / (last.end() - 1));
    while (true) {
      var struct = structs[middle];
      if (struct.clock > clock) high = middle - 1;
      else if (struct.end() <= clock) low = middle + 1;
      else return middle;
      if (low > high) throw new IllegalStateException("no struct at " + clock);
      middle = (low + high) >>> 1;
    }
  }
}
