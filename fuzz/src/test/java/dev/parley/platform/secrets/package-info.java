/// What a made-up token reaches.
@NullMarked
package dev.parley.platform.secrets;

import org.jspecify.annotations.NullMarked;
