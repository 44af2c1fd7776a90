/// Who may do what: one table, `authorisation-matrix.md`, with a row for every operation and every
/// frame in the published catalogues, tried out cell by cell against running nodes.
@NullMarked
package dev.parley.e2e.authorisation;

import org.jspecify.annotations.NullMarked;
