/// What clients and servers say to each other: topics, problems, close codes, frames and their
/// limits. Depends on nothing, so that any Java program may use it.
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
