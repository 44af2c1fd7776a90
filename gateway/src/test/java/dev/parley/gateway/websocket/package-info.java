/// Proves that bytes become the frames that a client sent, however they come.
@NullMarked
package dev.parley.gateway.websocket;

import org.jspecify.annotations.NullMarked;
