/// Brings events to subscribers. A node hears each topic once (`NodeTopic`), puts its events in
/// order and heals gaps from the log; each event loop (`Shard`) owns its part of the subscribers
/// without locks, is handed an event once however many they are, and writes each connection once a
/// turn. Frames are shared, never encoded again. What waits for a slow reader is bounded.
@NullMarked
package dev.parley.gateway.fanout;

import org.jspecify.annotations.NullMarked;
