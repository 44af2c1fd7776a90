/// The source of truth: the pools, transactions that are bound to one tenant, migrations, and a
/// server of our own when the operator names none.
@NullMarked
package dev.parley.platform.postgres;

import org.jspecify.annotations.NullMarked;
