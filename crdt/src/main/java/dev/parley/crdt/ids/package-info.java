/// Which elements: state vectors, ranges of ids, and snapshots, with the bytes that Yjs gives them.
@NullMarked
package dev.parley.crdt.ids;

import org.jspecify.annotations.NullMarked;
