package dev.parley.crdt.clients;

import java.util.Arrays;

/// Small numbers for clients, in the order of their first mention.
public final class ClientTable {
  private long[] clients = new long[4];
  private int size;
  private int[] slots = new int[8];

  public int size() {
    return size;
  }

  public long client(int index) {
    return clients[index];
  }

  /// The index of a client, or -1.
  public int find(long client) {
    var mask = slots.length - 1;
    for (var i = hash(client) & mask; slots[i] != 0; i = (i + 1) & mask) {
      if (clients[slots[i] - 1] == client) return slots[i] - 1;
    }
    return -1;
  }

  public int indexOf(long client) {
    var index = find(client);
    if (index >= 0) return index;
    if (size == clients.length) clients = Arrays.copyOf(clients, 2 * size);
    clients[size++] = client;
    if (2 * size > slots.length) rehash(2 * slots.length);
    else enter(size - 1);
    return size - 1;
  }

  /// Forgets the clients that came last.
  public void truncate(int newSize) {
    if (newSize == size) return;
    size = newSize;
    rehash(slots.length);
  }

  private void rehash(int length) {
    slots = new int[length];
    for (var i = 0; i < size; i++) enter(i);
  }

  private void enter(int index) {
    var mask = slots.length - 1;
    var i = hash(clients[index]) & mask;
    while (slots[i] != 0) i = (i + 1) & mask;
    slots[i] = index + 1;
  }

  private static int hash(long client) {
    var h = client * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 33);
  }
}
