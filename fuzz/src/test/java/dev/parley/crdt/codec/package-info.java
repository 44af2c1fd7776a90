/// What values of strangers reach.
@NullMarked
package dev.parley.crdt.codec;

import org.jspecify.annotations.NullMarked;
