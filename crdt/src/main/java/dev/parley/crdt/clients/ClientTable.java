package dev.parley.crdt.clients;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// Small numbers for clients, in the order of their first mention.
public final class ClientTable {
  private static final int ROOM_FIRST = 4;

  /// Nobody knows which clients collide.
  private static final long SECRET = ThreadLocalRandom.current().nextLong() | 1;

  private long[] clients = new long[ROOM_FIRST];
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

  /// Forgets the clients that came last, and the room for them.
  public void truncate(int newSize) {
    if (newSize == size) return;
    size = newSize;
    var room = ROOM_FIRST;
    while (room < size) room *= 2;
    clients = Arrays.copyOf(clients, room);
    rehash(2 * room);
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
    var h = (client ^ SECRET) * 0x9E3779B97F4A7C15L;
    h = (h ^ (h >>> 32)) * SECRET;
    return (int) (h >>> 33);
  }
}
