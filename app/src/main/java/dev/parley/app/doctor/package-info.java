/// Looks at what the server stands on, before it falls: machine, database, Redis.
@NullMarked
package dev.parley.app.doctor;

import org.jspecify.annotations.NullMarked;
