/// Proves presence on real services.
@NullMarked
package dev.parley.features.presence;

import org.jspecify.annotations.NullMarked;
