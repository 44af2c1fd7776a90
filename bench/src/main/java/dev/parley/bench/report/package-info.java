/// What was measured: kept as JSON lines, and shown as tables and charts.
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
