/// Native WebSocket connections: who may open one, the frames they speak, and how they end. Turns
/// each into a session of the engine.
@NullMarked
package dev.parley.gateway.websocket;

import org.jspecify.annotations.NullMarked;
