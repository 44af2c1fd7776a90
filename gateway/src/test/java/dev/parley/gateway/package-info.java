/// Tests of the gateway through its doors: a started node, real sockets, the real local bus; the
/// log, the access and the credentials are small ones of our own.
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
