/// Proves citations on a real database.
@NullMarked
package dev.parley.features.citations;

import org.jspecify.annotations.NullMarked;
