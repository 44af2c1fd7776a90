/// Boards: what the tasks of a workspace are arranged on, and their columns.
@NullMarked
package dev.parley.features.boards;

import org.jspecify.annotations.NullMarked;
