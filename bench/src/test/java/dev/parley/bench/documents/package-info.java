@NullMarked
package dev.parley.bench.documents;

import org.jspecify.annotations.NullMarked;
