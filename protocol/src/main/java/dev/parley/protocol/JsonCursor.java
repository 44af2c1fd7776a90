package dev.parley.protocol;

import java.nio.charset.StandardCharsets;

/// Walks over JSON in UTF-8 bytes and checks it strictly (RFC 8259) within [Limits], without
/// building anything. Every method starts at the cursor and leaves it behind what it read.
final class JsonCursor {
  private final byte[] in;
  private int at;
  private int keys;

  JsonCursor(byte[] in) {
    this(in, 0);
  }

  JsonCursor(byte[] in, int at) {
    this.in = in;
    this.at = at;
  }

  /// Why the bytes are not JSON within the limits. Carries no stack trace: it is an answer.
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  int at() {
    return at;
  }

  /// The next byte that is not white space, not consumed.
  byte peek() {
    while (at < in.length && isWhitespace(in[at])) at++;
    if (at == in.length) throw new Fault("It ends too early");
    return in[at];
  }

  /// Consumes the byte if it comes next, after white space.
  boolean skip(char expected) {
    if (peek() != expected) return false;
    at++;
    return true;
  }

  void expect(char expected) {
    if (!skip(expected)) throw new Fault("Expected " + expected + " at byte " + at);
  }

  void expectEnd() {
    while (at < in.length && isWhitespace(in[at])) at++;
    if (at < in.length) throw new Fault("Something follows at byte " + at);
  }

  /// Any value.
  ///
  /// @param depth of the value, if it is an object or array
  void value(int depth) {
    switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  /// A key and its colon; the key's text.
  String key() {
    int start = beginKey();
    string();
    var text = text(start);
    expect(':');
    return text;
  }

  private void skipKey() {
    beginKey();
    string();
    expect(':');
  }

  private int beginKey() {
    if (peek() != '"') throw new Fault("Expected a key at byte " + at);
    if (++keys > Limits.KEYS_MAX) throw new Fault("More than " + Limits.KEYS_MAX + " keys");
    return at;
  }

  /// A string value, which comes next; its text.
  String text() {
    int start = at;
    string();
    return text(start);
  }

  private void object(int depth) {
    enter(depth);
    if (skip('}')) return;
    do {
      skipKey();
      value(depth + 1);
    } while (skip(','));
    expect('}');
  }

  private void array(int depth) {
    enter(depth);
    if (skip(']')) return;
    do value(depth + 1);
    while (skip(','));
    expect(']');
  }

  private void enter(int depth) {
    if (depth > Limits.DEPTH_MAX) throw new Fault("Deeper than " + Limits.DEPTH_MAX);
    at++;
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (next() != word.charAt(i)) throw new Fault("Not a value at byte " + (at - 1));
    }
  }

  private void number() {
    int start = at;
    if (in[at] == '-') at++;
    if (at < in.length && in[at] == '0') at++;
    else digits();
    if (at < in.length && in[at] == '.') {
      at++;
      digits();
    }
    if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
      at++;
      if (at < in.length && (in[at] == '+' || in[at] == '-')) at++;
      digits();
    }
    if (at - start > Limits.NUMBER_LENGTH_MAX) throw new Fault("A number is too long");
  }

  private void digits() {
    int start = at;
    while (at < in.length && in[at] >= '0' && in[at] <= '9') at++;
    if (at == start) throw new Fault("Not a value at byte " + at);
  }

  private void string() {
    at++;
    while (true) {
      byte b = next();
      if (b == '"') return;
      if (b == '\\') escape();
      else if (b < 0) multibyte(b & 0xFF);
      else if (b < 0x20) throw new Fault("A control character at byte " + (at - 1));
    }
  }

  private void escape() {
    switch (next()) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        char unit = hex4();
        if (Character.isLowSurrogate(unit)) throw loneSurrogate();
        if (!Character.isHighSurrogate(unit)) return;
        if (next() != '\\' || next() != 'u' || !Character.isLowSurrogate(hex4())) {
          throw loneSurrogate();
        }
      }
      default -> throw new Fault("An unknown escape at byte " + (at - 1));
    }
  }

  private Fault loneSurrogate() {
    return new Fault("Half a surrogate pair before byte " + at);
  }

  private char hex4() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      byte b = next();
      int digit = b < 0 ? -1 : Character.digit(b, 16);
      if (digit < 0) throw new Fault("Not a hexadecimal digit at byte " + (at - 1));
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /// The rest of a character of two to four bytes (Unicode, table 3-7): the second byte's bounds
  /// depend on the first, so that nothing is overlong, a surrogate or past U+10FFFF.
  private void multibyte(int first) {
    int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first < 0xC2 || first > 0xF4) throw notUtf8();
    continuation(low, high);
    if (first >= 0xE0) continuation(0x80, 0xBF);
    if (first >= 0xF0) continuation(0x80, 0xBF);
  }

  private void continuation(int low, int high) {
    int b = next() & 0xFF;
    if (b < low || b > high) throw notUtf8();
  }

  private Fault notUtf8() {
    return new Fault("Not UTF-8 at byte " + (at - 1));
  }

  private byte next() {
    if (at == in.length) throw new Fault("It ends too early");
    return in[at++];
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// The text of the string that began at this opening quote and ends at the cursor.
  private String text(int start) {
    var raw = new String(in, start + 1, at - start - 2, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescape(raw);
  }

  private static String unescape(String raw) {
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = raw.charAt(++i);
      switch (escaped) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(escaped);
      }
    }
    return text.toString();
  }
}
