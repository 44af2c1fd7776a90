/// What strangers and members do to a node to harm the others on it, and what comes of it.
@NullMarked
package dev.parley.e2e.faults.attack;

import org.jspecify.annotations.NullMarked;
