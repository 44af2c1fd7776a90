/// A simulation of the gateway: the engine as it is in production, on virtual nodes whose loops,
/// threads, time, log, bus and connections are made of one seed. A seed is a history: it gives the
/// same one every time. [Simulation] says what happens, [Witness] and [Audit] what must hold.
@NullMarked
package dev.parley.gateway.simulation;

import org.jspecify.annotations.NullMarked;
