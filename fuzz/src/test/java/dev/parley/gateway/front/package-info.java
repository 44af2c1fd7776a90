/// What the first bytes of a connection reach.
@NullMarked
package dev.parley.gateway.front;

import org.jspecify.annotations.NullMarked;
