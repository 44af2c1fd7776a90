/// Proves tasks on a real database.
@NullMarked
package dev.parley.features.tasks;

import org.jspecify.annotations.NullMarked;
