/// Benchmarks of the engine's hot operations alone, which `bin/bench crdt --jmh` runs. They are
/// among the tests so that JMH is no part of what is built.
@NullMarked
package dev.parley.bench.jmh;

import org.jspecify.annotations.NullMarked;
