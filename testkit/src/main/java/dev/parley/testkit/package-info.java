/// What tests run on: real services that start in a moment and end with the tests, a clock set by
/// hand, bounded waits, and the contracts that several implementations have to keep.
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
