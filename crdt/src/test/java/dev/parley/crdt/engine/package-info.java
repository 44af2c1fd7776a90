/// The engine against what the real Yjs did.
@NullMarked
package dev.parley.crdt.engine;

import org.jspecify.annotations.NullMarked;
