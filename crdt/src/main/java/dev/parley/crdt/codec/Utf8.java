package dev.parley.crdt.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 as lib0 has it: strict when read, and a lone surrogate is written as U+FFFD.
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] REPLACEMENT_BYTES = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
  private static final byte CONTINUATION_LAST = (byte) 0xBF;

  private Utf8() {}

  static String decode(byte[] bytes, int from, int length) {
    var text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) check(bytes, from, length);
    return text;
  }

  private static void check(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, length));
    } catch (CharacterCodingException ignored) {
      throw new MalformedUpdate("text is not UTF-8");
    }
  }

  /// How many UTF-16 units valid text has.
  static long units(byte[] bytes, int from, int length) {
    var units = 0;
    for (var at = from; at < from + length; at++) {
      // The first byte of each character counts, and that of an astral one twice.
      if (bytes[at] > CONTINUATION_LAST) units++;
      if ((bytes[at] & 0xFF) >= 0xF0) units++;
    }
    return units;
  }

  /// How many bytes the text takes.
  static int length(String text) {
    var length = text.length();
    for (var at = 0; at < text.length(); at++) {
      var unit = text.charAt(at);
      if (unit < 0x80) continue;
      length += unit < 0x800 ? 1 : 2;
      if (isPair(text, at)) at++;
    }
    return length;
  }

  /// Writes the text and returns where it ends. The room must have been made.
  static int encode(String text, byte[] target, int at) {
    var to = at;
    for (var from = 0; from < text.length(); from++) {
      var unit = text.charAt(from);
      if (unit < 0x80) {
        target[to++] = (byte) unit;
      } else if (isPair(text, from)) {
        to = wide(Character.toCodePoint(unit, text.charAt(++from)), target, to);
      } else {
        to = narrow(Character.isSurrogate(unit) ? REPLACEMENT : unit, target, to);
      }
    }
    return to;
  }

  /// The text in bytes, for one that is long.
  static byte[] bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    // As long as the text it is ASCII, or has lone surrogates, which became question marks.
    var ascii =
        bytes.length == text.length()
            && new String(bytes, StandardCharsets.ISO_8859_1).equals(text);
    return ascii ? bytes : lenient(text);
  }

  private static byte[] lenient(String text) {
    var encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(REPLACEMENT_BYTES);
    try {
      var encoded = encoder.encode(CharBuffer.wrap(text.toCharArray()));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int narrow(char unit, byte[] target, int at) {
    var to = at;
    if (unit < 0x800) {
      target[to++] = (byte) (0xC0 | (unit >> 6));
    } else {
      target[to++] = (byte) (0xE0 | (unit >> 12));
      target[to++] = (byte) (0x80 | ((unit >> 6) & 0x3F));
    }
    target[to++] = (byte) (0x80 | (unit & 0x3F));
    return to;
  }

  private static int wide(int point, byte[] target, int at) {
    target[at] = (byte) (0xF0 | (point >> 18));
    target[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3F));
    target[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3F));
    target[at + 3] = (byte) (0x80 | (point & 0x3F));
    return at + 4;
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
