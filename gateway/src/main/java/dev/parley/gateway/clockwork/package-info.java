/// The time and the threads that the engine runs on: event loops that never block, and virtual
/// threads that may. A port, so that the same engine runs on Netty and on a clock that a simulation
/// turns.
@NullMarked
package dev.parley.gateway.clockwork;

import org.jspecify.annotations.NullMarked;
