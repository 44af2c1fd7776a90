/// The durable events of a topic over HTTP: the same recovery as a resumed subscription gives,
/// without a socket.
@NullMarked
package dev.parley.features.events;

import org.jspecify.annotations.NullMarked;
