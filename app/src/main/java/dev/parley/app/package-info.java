/// The program: what an operator types, and what it answers. Commands read the configuration, which
/// is also their options, and leave an exit code that scripts can rely on.
@NullMarked
package dev.parley.app;

import org.jspecify.annotations.NullMarked;
