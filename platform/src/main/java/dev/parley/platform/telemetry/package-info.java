/// What operators see: metrics in Prometheus form, a structured log, and whether the server is
/// well. Nothing here carries the text of a message, a token or an address.
@NullMarked
package dev.parley.platform.telemetry;

import org.jspecify.annotations.NullMarked;
