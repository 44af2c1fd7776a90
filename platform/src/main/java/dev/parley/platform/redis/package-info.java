/// The one way to Redis: a client shared by all parts of the server, whose commands fail soon when
/// Redis is away, and which finds back by itself.
@NullMarked
package dev.parley.platform.redis;

import org.jspecify.annotations.NullMarked;
