/// Proves messages on a real database.
@NullMarked
package dev.parley.features.messages;

import org.jspecify.annotations.NullMarked;
