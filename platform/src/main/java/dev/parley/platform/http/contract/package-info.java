/// The OpenAPI document, and requests held against it: what it allows comes through, what it does
/// not is refused with the field at fault.
@NullMarked
package dev.parley.platform.http.contract;

import org.jspecify.annotations.NullMarked;
