/// A PostgreSQL server of our own, for whoever names none: unpacked from the class path, run as a
/// child that ends with us, its data kept in a directory. The directory holds `data` (PostgreSQL's
/// own), `password` (of its superuser, readable by the owner alone), `lock` (held while in use) and
/// the server's log.
@NullMarked
package dev.parley.platform.postgres.embedded;

import org.jspecify.annotations.NullMarked;
