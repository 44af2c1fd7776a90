/// What the tests of features stand on: a tenant with people in it, and the doors opened directly
/// on a real database.
@NullMarked
package dev.parley.features.world;

import org.jspecify.annotations.NullMarked;
