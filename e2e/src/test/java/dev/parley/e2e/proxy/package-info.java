/// A bad network between two parts, made in this process: any two parts that speak TCP can be put
/// at its ends, and nothing of the machine is changed.
@NullMarked
package dev.parley.e2e.proxy;

import org.jspecify.annotations.NullMarked;
