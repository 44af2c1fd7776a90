/// The load generator: one event loop that holds thousands of WebSocket connections, finds in what
/// they hear the mark that it wrote into each message, and accounts for every one: how late it
/// came, whether it came at all, and whether it came twice. How a server is spoken to is a
/// [Dialect]'s; when messages are sent is a [Pace]'s. Everything but the doors that say so belongs
/// to the loop.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
