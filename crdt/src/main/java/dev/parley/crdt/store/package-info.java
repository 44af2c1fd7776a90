/// Inside of a document: its structs, how they find their order, and how edits and updates change
/// them. Not for use by other libraries.
@NullMarked
package dev.parley.crdt.store;

import org.jspecify.annotations.NullMarked;
