/// Proves boards on a real database.
@NullMarked
package dev.parley.features.boards;

import org.jspecify.annotations.NullMarked;
