/// The Java SDK: one person signed in on one device, one connection that stays, and everything told
/// once and in order. [dev.parley.client.Parley] is the door. All state of a client is owned by one
/// virtual thread, its loop; the application's listeners are called on threads of their own, one
/// call after another for each subscription, and may block. Every queue has a named bound.
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;
