/// What the server promises, while its parts are killed, stopped, cut off and starved: a workload
/// of clients on a cluster whose every part can be harmed, a matrix of faults, and a judge. Run by
/// `bin/faults`, and a quick selection by `bin/check`.
@NullMarked
package dev.parley.e2e.faults;

import org.jspecify.annotations.NullMarked;
