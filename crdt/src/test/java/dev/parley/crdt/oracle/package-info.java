/// The real Yjs, asked by tests while they run.
@NullMarked
package dev.parley.crdt.oracle;

import org.jspecify.annotations.NullMarked;
