/// The clients of a cluster that is being harmed: they send, subscribe, poll, edit and read, and
/// write down what they did and saw.
@NullMarked
package dev.parley.e2e.faults.load;

import org.jspecify.annotations.NullMarked;
