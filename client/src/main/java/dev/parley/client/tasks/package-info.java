/// Boards and tasks: as a server tells of them, and the doors through which they are read and
/// changed.
@NullMarked
package dev.parley.client.tasks;

import org.jspecify.annotations.NullMarked;
