/// The product from outside: real server processes on a real database and a real Redis, spoken to
/// over HTTP and WebSocket alone, told what to do by flags and environment alone. Every answer and
/// every frame that any test here sees is held against the published catalogues.
@NullMarked
package dev.parley.e2e;

import org.jspecify.annotations.NullMarked;
