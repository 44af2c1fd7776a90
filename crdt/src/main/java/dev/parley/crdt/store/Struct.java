package dev.parley.crdt.store;

/// A run of elements that one client inserted one after the other.
public abstract sealed class Struct permits Item, Struct.Tombstone, Struct.Hole {
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

  /// Whether its elements are no longer there.
  public boolean deleted() {
    return true;
  }

  /// What is left of items whose parent is gone: their clocks.
  static final class Tombstone extends Struct {
    Tombstone(int client, int clock, int length) {
      super(client, clock, length);
    }
  }

  /// Elements that an update leaves out. Never in a store.
  static final class Hole extends Struct {
    Hole(int client, int clock, int length) {
      super(client, clock, length);
    }
  }
}
