/// Citations: messages that name tasks. A message cites tasks that its sender sees at the moment at
/// which it is committed, and tells them by their ids alone: what more there is to see of a task,
/// whoever reads the message asks where tasks are, and a stranger to its workspace is told what is
/// told of a missing one. From a task, one finds those messages that one may read. There is no
/// table: messages keep what they cite.
@NullMarked
package dev.parley.features.citations;

import org.jspecify.annotations.NullMarked;
