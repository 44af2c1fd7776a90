/// What a stranger's bytes reach on an open connection.
@NullMarked
package dev.parley.gateway.websocket;

import org.jspecify.annotations.NullMarked;
