@NullMarked
package dev.parley.bench.workload;

import org.jspecify.annotations.NullMarked;
