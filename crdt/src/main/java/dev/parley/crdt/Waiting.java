package dev.parley.crdt;

import java.util.Map;

/// What waits in a document for updates that have not come yet.
///
/// @param structs whether insertions wait
/// @param deletes whether deletes wait
/// @param missing after which clock of which client more is needed
public record Waiting(boolean structs, boolean deletes, Map<Long, Long> missing) {
  public Waiting {
    missing = Map.copyOf(missing);
  }

  public boolean nothing() {
    return !structs && !deletes;
  }
}
