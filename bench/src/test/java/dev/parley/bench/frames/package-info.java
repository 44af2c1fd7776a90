/// Frames, in pieces of every size.
@NullMarked
package dev.parley.bench.frames;

import org.jspecify.annotations.NullMarked;
