/// Assignments end with the place in the workspace: who leaves one, is removed from it or is
/// deactivated is assigned to none of its tasks any more. That there is something to do is written
/// in the transaction that takes the person out; the tasks follow, a bounded number at a time,
/// through the one writer of tasks, as changes like any other. Who is back by then keeps what is
/// left. Table: task_departure.
@NullMarked
package dev.parley.features.assignments;

import org.jspecify.annotations.NullMarked;
