@NullMarked
package dev.parley.features.views;

import org.jspecify.annotations.NullMarked;
