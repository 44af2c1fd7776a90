/// The HTTP edge: routes that come from the OpenAPI document, requests validated from it, answers
/// and problems as JSON, one virtual thread a request.
@NullMarked
package dev.parley.platform.http;

import org.jspecify.annotations.NullMarked;
