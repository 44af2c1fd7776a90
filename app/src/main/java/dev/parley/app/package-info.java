/// The program: commands for the operator, the configuration as a whole, and the one file that
/// wires the server. Implementations are chosen here and nowhere else.
@NullMarked
package dev.parley.app;

import org.jspecify.annotations.NullMarked;
