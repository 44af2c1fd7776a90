/// The words that every part of the server shares: ids, who acts, the time, pages and JSON.
@NullMarked
package dev.parley.platform.kernel;

import org.jspecify.annotations.NullMarked;
