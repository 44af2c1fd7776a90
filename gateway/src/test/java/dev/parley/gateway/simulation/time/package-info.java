/// Virtual time, and who runs in it: one thread of control at a time, all by one seed.
@NullMarked
package dev.parley.gateway.simulation.time;

import org.jspecify.annotations.NullMarked;
