/// `bin/bench crdt`: the document engine and Yjs side by side, each piece of work in a process of
/// its own, and what was found against the goals.
@NullMarked
package dev.parley.bench.documents;

import org.jspecify.annotations.NullMarked;
