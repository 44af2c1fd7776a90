/// What becomes of assignments when people leave, on a real database.
@NullMarked
package dev.parley.features.assignments;

import org.jspecify.annotations.NullMarked;
