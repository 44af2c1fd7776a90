/// A cluster whose every part can be harmed: nodes, PostgreSQL, Redis, clocks, and the ways between
/// them.
@NullMarked
package dev.parley.e2e.faults.ground;

import org.jspecify.annotations.NullMarked;
