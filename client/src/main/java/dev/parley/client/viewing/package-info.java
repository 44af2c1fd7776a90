/// Who looks on.
@NullMarked
package dev.parley.client.viewing;

import org.jspecify.annotations.NullMarked;
