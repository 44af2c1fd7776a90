/// What an operator can set: read once, from a file, the environment and the command line, checked
/// whole, all mistakes reported together. One list of keys makes the reader, the checks for unknown
/// names and the documentation.
@NullMarked
package dev.parley.platform.config;

import org.jspecify.annotations.NullMarked;
