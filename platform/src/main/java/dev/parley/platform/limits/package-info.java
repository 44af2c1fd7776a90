/// How often something may happen: a bucket for one owner, and a bounded table of buckets for many.
/// Kept in this process; a limit for the whole installation is not promised here.
@NullMarked
package dev.parley.platform.limits;

import org.jspecify.annotations.NullMarked;
