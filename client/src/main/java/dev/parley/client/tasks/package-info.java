/// Boards and tasks as a server tells of them.
@NullMarked
package dev.parley.client.tasks;

import org.jspecify.annotations.NullMarked;
