/// What must not be seen, and what proves who someone is: secrets that never print, values sealed
/// under the master key, passwords kept as Argon2id hashes, opaque tokens kept as digests, and
/// signed tokens, each for one purpose.
@NullMarked
package dev.parley.platform.secrets;

import org.jspecify.annotations.NullMarked;
