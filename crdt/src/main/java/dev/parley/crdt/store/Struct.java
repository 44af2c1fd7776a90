package dev.parley.crdt.store;

/// A run of elements that one client inserted one after the other.
public abstract sealed class Struct permits Item, Tombstone, Hole {
  /// The index of the client in the [ClientTable].
  final int client;

  /// Of the first element.
  int clock;

  int length;

  Struct(int client, int clock, int length) {
    this.client = client;
    this.clock = clock;
    this.length = length;
  }

  public final int length() {
    return length;
  }

  final int end() {
    return clock + length;
  }
}
