/// The settings of a server: read once from flags, environment and file, checked whole, handed on
/// as records that cannot be wrong.
@NullMarked
package dev.parley.platform.config;

import org.jspecify.annotations.NullMarked;
