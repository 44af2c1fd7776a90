package dev.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Writes the fields of one JSON object, in the order of the calls. Names are known and need no
/// escaping; values are escaped.
final class JsonWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder out;
  private boolean first = true;

  JsonWriter(int lengthHint) {
    out = new StringBuilder(lengthHint);
    out.append('{');
  }

  JsonWriter text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  JsonWriter text(String name, Optional<String> value) {
    return value.map(text -> text(name, text)).orElse(this);
  }

  /// Left out when empty.
  JsonWriter textUnlessEmpty(String name, String value) {
    return value.isEmpty() ? this : text(name, value);
  }

  JsonWriter number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonWriter flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonWriter time(String name, Instant value) {
    return text(name, TIME.format(value));
  }

  /// A value that is JSON already.
  JsonWriter json(String name, String value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonWriter texts(String name, Iterable<String> values) {
    name(name);
    char before = '[';
    for (var value : values) {
      out.append(before);
      quote(value);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
    return this;
  }

  /// What stands so far, without the object's end.
  String open() {
    return out.toString();
  }

  /// Ends the object.
  String end() {
    return out.append('}').toString();
  }

  byte[] bytes() {
    return end().getBytes(StandardCharsets.UTF_8);
  }

  private void name(String name) {
    if (!first) out.append(',');
    first = false;
    out.append('"').append(name).append("\":");
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) out.append("\\u00").append(c < 0x10 ? '0' : '1').append(hex(c & 0xF));
          else if (Character.isSurrogate(c) && !paired(value, i)) out.append('\uFFFD');
          else out.append(c);
        }
      }
    }
    out.append('"');
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }

  private static boolean paired(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
