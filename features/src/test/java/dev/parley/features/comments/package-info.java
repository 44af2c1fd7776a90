/// Proves comments on a real database.
@NullMarked
package dev.parley.features.comments;

import org.jspecify.annotations.NullMarked;
