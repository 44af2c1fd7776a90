/// Holds state vectors, ranges of ids and snapshots against sets of ids and against the bytes of
/// Yjs.
@NullMarked
package dev.parley.crdt.ids;

import org.jspecify.annotations.NullMarked;
