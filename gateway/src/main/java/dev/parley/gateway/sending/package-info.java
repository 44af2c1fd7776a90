/// Hands what connections send to the kernel: one call for each, or, where Linux has io_uring, one
/// call for all of an event loop's turn. Whoever sends does not see which.
@NullMarked
package dev.parley.gateway.sending;

import org.jspecify.annotations.NullMarked;
