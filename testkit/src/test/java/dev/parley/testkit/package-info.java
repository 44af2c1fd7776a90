/// Proves the platform's parts on real services.
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
