/// Proves that typing is told, and not too often.
@NullMarked
package dev.parley.features.typing;

import org.jspecify.annotations.NullMarked;
