/// The generator, against bytes and against servers that do wrong.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
