/// The server as a whole: built with constructors, general to specific, and closed in reverse.
/// Implementations are chosen here and nowhere else.
@NullMarked
package dev.parley.app.server;

import org.jspecify.annotations.NullMarked;
