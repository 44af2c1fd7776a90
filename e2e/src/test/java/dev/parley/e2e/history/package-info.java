/// What clients did and saw, and whether a server that keeps its promises could have let them see
/// it. Knows nothing of the network: a history is a list of operations, recorded by a workload or
/// read from a file.
@NullMarked
package dev.parley.e2e.history;

import org.jspecify.annotations.NullMarked;
