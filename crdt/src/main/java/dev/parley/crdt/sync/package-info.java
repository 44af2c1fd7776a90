/// What peers say to each other: the sync messages and the awareness of y-protocols.
@NullMarked
package dev.parley.crdt.sync;

import org.jspecify.annotations.NullMarked;
