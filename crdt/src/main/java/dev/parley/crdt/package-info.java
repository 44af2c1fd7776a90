/// Documents that many people edit at once and that end up the same everywhere, compatible with
/// Yjs.
@NullMarked
package dev.parley.crdt;

import org.jspecify.annotations.NullMarked;
