/// The real-time engine: sessions, topics, subscriptions, resume, commands, drain. It knows no
/// feature, and nothing of the transport below.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
