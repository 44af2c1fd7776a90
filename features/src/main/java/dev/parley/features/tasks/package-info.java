/// Tasks: what people of a workspace have to do. A task is its fields, each of which knows the
/// version that changed it last, so that a change made from an older version can be judged:
/// refused, or merged where nobody else touched the same fields. All changes go through one group
/// commit, which holds the rows that it changes, and every change is an event with the fields that
/// it changed, on the topic of the task and on that of its workspace, so that an old snapshot and
/// the events after it equal a fresh snapshot. Table: task.
@NullMarked
package dev.parley.features.tasks;

import org.jspecify.annotations.NullMarked;
