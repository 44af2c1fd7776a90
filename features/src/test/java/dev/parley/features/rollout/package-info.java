/// Switches, on the real database.
@NullMarked
package dev.parley.features.rollout;

import org.jspecify.annotations.NullMarked;
