/// Proves conversations on a real database.
@NullMarked
package dev.parley.features.conversations;

import org.jspecify.annotations.NullMarked;
