/// The public port. It looks at the first bytes of a connection, keeps those that want a WebSocket,
/// and hands every other one to the HTTP listener, byte for byte, so that requests share no thread
/// with sockets.
@NullMarked
package dev.parley.gateway.front;

import org.jspecify.annotations.NullMarked;
