/// `bin/bench`: starts the server under test on one core, loads it from another, and says what a
/// delivery costs.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
