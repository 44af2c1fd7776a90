package dev.parley.crdt.update;

import dev.parley.crdt.ids.IdRanges;

/// Which elements an update is about.
///
/// @param inserted those that it has
/// @param deleted those that it says are deleted
public record UpdateIds(IdRanges inserted, IdRanges deleted) {}
