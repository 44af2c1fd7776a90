package dev.parley.crdt.store;

/// What is left of items whose parent is gone: their clocks.
final class Tombstone extends Struct {
  Tombstone(int client, int clock, int length) {
    super(client, clock, length);
  }
}
