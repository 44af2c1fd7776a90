/// Proves the HTTP edge on a small document of its own: over real connections, on a real database.
@NullMarked
package dev.parley.testkit.http;

import org.jspecify.annotations.NullMarked;
