/// How the doors of the client ask the server.
@NullMarked
package dev.parley.client.calls;

import org.jspecify.annotations.NullMarked;
