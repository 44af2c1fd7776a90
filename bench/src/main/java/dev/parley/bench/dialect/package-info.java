/// How Parley and its peers are spoken to: what opens a connection, what a message looks like, and
/// how what comes back is told apart.
@NullMarked
package dev.parley.bench.dialect;

import org.jspecify.annotations.NullMarked;
