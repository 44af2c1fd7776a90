package dev.parley.platform.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id under which one request is found again in the log: the caller's (W3C `traceparent`), or
/// one made here.
record Trace(String id) {
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");
  private static final String ZEROS = "0".repeat(32);
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Trace of(@Nullable String traceparent) {
    if (traceparent != null) {
      var parent = PARENT.matcher(traceparent);
      if (parent.matches() && !parent.group(1).equals(ZEROS)) return new Trace(parent.group(1));
    }
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Trace(HexFormat.of().formatHex(bytes));
  }
}
