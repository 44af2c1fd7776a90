/// Proves recovery over HTTP.
@NullMarked
package dev.parley.features.events;

import org.jspecify.annotations.NullMarked;
