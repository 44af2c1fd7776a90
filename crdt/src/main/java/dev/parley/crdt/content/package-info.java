/// What items can hold.
@NullMarked
package dev.parley.crdt.content;

import org.jspecify.annotations.NullMarked;
