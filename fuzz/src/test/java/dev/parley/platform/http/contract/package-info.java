/// What a request reaches.
@NullMarked
package dev.parley.platform.http.contract;

import org.jspecify.annotations.NullMarked;
