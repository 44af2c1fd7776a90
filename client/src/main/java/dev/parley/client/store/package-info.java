/// Where a client keeps what should outlive it. [dev.parley.client.store.Store] is the port, which
/// an application may implement; it knows neither sessions nor messages.
@NullMarked
package dev.parley.client.store;

import org.jspecify.annotations.NullMarked;
