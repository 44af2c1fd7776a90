/// Holds what is done with updates alone against what Yjs does, element by element.
@NullMarked
package dev.parley.crdt.update;

import org.jspecify.annotations.NullMarked;
