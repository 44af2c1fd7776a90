/// Proves workspaces on a real database.
@NullMarked
package dev.parley.features.workspaces;

import org.jspecify.annotations.NullMarked;
