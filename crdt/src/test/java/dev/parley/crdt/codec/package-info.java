/// Holds the bytes against what lib0 and Yjs write, and what is malformed against its refusal.
@NullMarked
package dev.parley.crdt.codec;

import org.jspecify.annotations.NullMarked;
