/// Workspaces, who is in them, and how others come in.
@NullMarked
package dev.parley.client.workspaces;

import org.jspecify.annotations.NullMarked;
