/// Both ways of sending, under one contract, on real sockets.
@NullMarked
package dev.parley.gateway.sending;

import org.jspecify.annotations.NullMarked;
