/// Updates without a document: merges, cuts, converts and measures them.
@NullMarked
package dev.parley.crdt.update;

import org.jspecify.annotations.NullMarked;
