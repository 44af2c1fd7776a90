/// Several nodes as one server: without Redis, without a part of a Redis cluster, behind a load
/// balancer, and after the death of one of them.
@NullMarked
package dev.parley.e2e.nodes;

import org.jspecify.annotations.NullMarked;
