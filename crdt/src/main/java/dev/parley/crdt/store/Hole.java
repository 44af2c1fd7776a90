package dev.parley.crdt.store;

/// Elements that an update leaves out. Never in a store.
final class Hole extends Struct {
  Hole(int client, int clock, int length) {
    super(client, clock, length);
  }
}
