/// What enrolment promises, on a real database.
@NullMarked
package dev.parley.features.enrolment;

import org.jspecify.annotations.NullMarked;
