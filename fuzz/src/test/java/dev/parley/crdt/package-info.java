/// What updates and messages of strangers reach.
@NullMarked
package dev.parley.crdt;

import org.jspecify.annotations.NullMarked;
