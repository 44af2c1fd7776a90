@NullMarked
package dev.parley.gateway.clockwork;

import org.jspecify.annotations.NullMarked;
