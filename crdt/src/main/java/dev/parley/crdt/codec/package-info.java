/// Bytes: the primitives of lib0, the two formats of updates, and what they carry. Knows no
/// document.
@NullMarked
package dev.parley.crdt.codec;

import org.jspecify.annotations.NullMarked;
