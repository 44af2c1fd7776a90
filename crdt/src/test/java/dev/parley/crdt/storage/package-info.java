/// Documents as bytes, beside those that are built.
@NullMarked
package dev.parley.crdt.storage;

import org.jspecify.annotations.NullMarked;
