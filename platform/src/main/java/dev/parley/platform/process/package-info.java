/// Child processes, such as a database server of our own, that never outlive this one.
@NullMarked
package dev.parley.platform.process;

import org.jspecify.annotations.NullMarked;
