package dev.parley.crdt.store;

import org.jspecify.annotations.Nullable;

/// Where a new item goes: into which type, between which items, and under which key.
record Place(Branch parent, @Nullable Item left, @Nullable Item right, @Nullable String key) {
  static Place inList(Branch parent, @Nullable Item left, @Nullable Item right) {
    return new Place(parent, left, right, null);
  }

  static Place ofKey(Branch parent, String key) {
    return new Place(parent, parent.entries.get(key), null, key);
  }
}
