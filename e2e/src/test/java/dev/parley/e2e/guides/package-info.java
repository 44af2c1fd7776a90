/// What the pages promise to those who build on Parley, followed to the letter.
@NullMarked
package dev.parley.e2e.guides;

import org.jspecify.annotations.NullMarked;
