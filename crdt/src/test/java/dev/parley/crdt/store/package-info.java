/// The structs of a document, looked at from within.
@NullMarked
package dev.parley.crdt.store;

import org.jspecify.annotations.NullMarked;
