/// Documents that nobody looks into: bytes that still answer who asks.
@NullMarked
package dev.parley.crdt.storage;

import org.jspecify.annotations.NullMarked;
