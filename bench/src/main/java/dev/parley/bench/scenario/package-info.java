/// What is measured: the scenarios, and how each is run.
@NullMarked
package dev.parley.bench.scenario;

import org.jspecify.annotations.NullMarked;
