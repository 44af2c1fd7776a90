/// Which features this person has, and the switches that decide it.
@NullMarked
package dev.parley.client.features;

import org.jspecify.annotations.NullMarked;
