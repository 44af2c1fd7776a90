/// Proves viewing on real services.
@NullMarked
package dev.parley.features.viewing;

import org.jspecify.annotations.NullMarked;
