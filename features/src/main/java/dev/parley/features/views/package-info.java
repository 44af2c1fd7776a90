/// Views: ways to look at the tasks of a workspace or of one board, kept under a name. A personal
/// one is seen by its maker alone, a shared one by everybody in the workspace. A view of a board
/// ends with it. Table `task_view`.
@NullMarked
package dev.parley.features.views;

import org.jspecify.annotations.NullMarked;
