/// The real-time engine: sessions, commands, subscriptions, resume, drain. It knows no feature, and
/// nothing of the transport below: a transport opens a [Session] on a `Wire` and tells it what
/// arrives. A session's state belongs to its event loop; its commands run in order on a virtual
/// thread that exists only while there is work.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
