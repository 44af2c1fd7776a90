/// What is measured of the document engine, as a program of its own that does what the scripts in
/// `bench/crdt` do with Yjs: the same edits, the same numbers, the same rule of measuring.
@NullMarked
package dev.parley.bench.workload;

import org.jspecify.annotations.NullMarked;
