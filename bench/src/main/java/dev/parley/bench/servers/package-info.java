/// The servers under test: started as an operator starts them, on a core of their own, and looked
/// at from outside: processor time, memory, pauses.
@NullMarked
package dev.parley.bench.servers;

import org.jspecify.annotations.NullMarked;
