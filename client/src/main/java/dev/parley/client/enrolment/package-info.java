/// The rules by which workspaces let people in.
@NullMarked
package dev.parley.client.enrolment;

import org.jspecify.annotations.NullMarked;
