/// Small numbers for clients, and ranges of their clocks.
@NullMarked
package dev.parley.crdt.clients;

import org.jspecify.annotations.NullMarked;
