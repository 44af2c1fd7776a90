/// Addresses of the network: ranges of them, and whose word about a client's address is taken.
@NullMarked
package dev.parley.platform.net;

import org.jspecify.annotations.NullMarked;
