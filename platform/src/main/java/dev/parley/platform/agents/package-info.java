/// Work that repeats in the background for as long as the server runs.
@NullMarked
package dev.parley.platform.agents;

import org.jspecify.annotations.NullMarked;
