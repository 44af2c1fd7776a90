package dev.parley.crdt.codec;

/// JavaScript's `undefined`, which is not its `null`.
public enum Undefined {
  UNDEFINED
}
