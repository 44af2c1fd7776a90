/// What a client's frame reaches.
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
