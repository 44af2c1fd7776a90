/// What the server promises to do within a time, and how the time is taken while harm is done.
@NullMarked
package dev.parley.e2e.faults.probe;

import org.jspecify.annotations.NullMarked;
