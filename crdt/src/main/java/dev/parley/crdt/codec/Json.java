package dev.parley.crdt.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text as `JSON.parse` reads and `JSON.stringify` writes it.
public final class Json {
  private Json() {}

  /// The value of a text. Throws [MalformedUpdate] if it is no JSON or nested too deeply.
  public static @Nullable Object parse(String text) {
    return new Parser(text).whole();
  }

  /// The text of a value as [StructDecoder#readAny] describes them, or an Integer or Float. What
  /// JSON cannot say becomes what it is in JavaScript, and a BigInteger its digits.
  public static String text(@Nullable Object value) {
    var text = new StringBuilder();
    write(text, value, Limits.DEPTH_MAX);
    return text.toString();
  }

  private static void write(StringBuilder text, @Nullable Object value, int depth) {
    if (depth == 0) throw new IllegalArgumentException("a value is nested too deeply");
    switch (value) {
      case null -> text.append("null");
      case Undefined undefined -> text.append("null");
      case String string -> writeString(text, string);
      case Double number -> writeNumber(text, number);
      case Float number -> writeNumber(text, number);
      case Boolean truth -> text.append(truth);
      case Long whole -> text.append(whole);
      case Integer whole -> text.append(whole);
      case BigInteger big -> text.append(big);
      case byte[] bytes -> writeBytes(text, bytes);
      case Map<?, ?> object -> writeObject(text, object, depth - 1);
      case List<?> array -> writeArray(text, array, depth - 1);
      default -> throw new IllegalArgumentException("no value: " + value.getClass());
    }
  }

  private static void writeNumber(StringBuilder text, double number) {
    text.append(Double.isFinite(number) ? JsNumbers.text(number) : "null");
  }

  private static void writeArray(StringBuilder text, List<?> array, int depth) {
    text.append('[');
    for (var i = 0; i < array.size(); i++) {
      if (i > 0) text.append(',');
      write(text, array.get(i), depth);
    }
    text.append(']');
  }

  private static void writeObject(StringBuilder text, Map<?, ?> object, int depth) {
    text.append('{');
    var separator = "";
    for (var entry : JsNumbers.ordered(AnyValues.named(object)).entrySet()) {
      if (entry.getValue() == Undefined.UNDEFINED) continue;
      text.append(separator);
      writeString(text, entry.getKey());
      text.append(':');
      write(text, entry.getValue(), depth);
      separator = ",";
    }
    text.append('}');
  }

  private static void writeBytes(StringBuilder text, byte[] bytes) {
    text.append('{');
    for (var i = 0; i < bytes.length; i++) {
      if (i > 0) text.append(',');
      text.append('"').append(i).append("\":").append(bytes[i] & 0xFF);
    }
    text.append('}');
  }

  private static void writeString(StringBuilder text, String string) {
    text.append('"');
    for (var i = 0; i < string.length(); i++) {
      var unit = string.charAt(i);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (unit < ' ' || isLone(string, i)) {
            text.append("\\u").append(HexFormat.of().toHexDigits(unit));
          } else {
            text.append(unit);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isLone(String string, int at) {
    var unit = string.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
  }

  /// Goes through a text once.
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    @Nullable Object whole() {
      var value = value(Limits.DEPTH_MAX);
      if (at < text.length()) throw noJson();
      return value;
    }

    /// A value and the space around it.
    private @Nullable Object value(int depth) {
      if (depth == 0)
        throw new MalformedUpdate(MalformedUpdate.Reason.TOO_DEEP, "a value is nested too deeply");
      skipSpace();
      var value =
          switch (peek()) {
            case '{' -> object(depth - 1);
            case '[' -> array(depth - 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
          };
      skipSpace();
      return value;
    }

    private Map<String, @Nullable Object> object(int depth) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      at++;
      skipSpace();
      if (taken('}')) return object;
      do {
        skipSpace();
        if (peek() != '"') throw noJson();
        var key = string();
        skipSpace();
        if (!taken(':')) throw noJson();
        object.put(key, value(depth));
      } while (taken(','));
      if (!taken('}')) throw noJson();
      return Collections.unmodifiableMap(JsNumbers.ordered(object));
    }

    private List<@Nullable Object> array(int depth) {
      var array = new ArrayList<@Nullable Object>();
      at++;
      skipSpace();
      if (taken(']')) return array;
      do {
        array.add(value(depth));
      } while (taken(','));
      if (!taken(']')) throw noJson();
      return Collections.unmodifiableList(array);
    }

    private String string() {
      var string = new StringBuilder();
      at++;
      while (true) {
        var unit = next();
        if (unit == '"') return string.toString();
        if (unit < ' ') throw noJson();
        string.append(unit == '\\' ? escaped() : unit);
      }
    }

    private char escaped() {
      var escape = next();
      return switch (escape) {
        case '"', '\\', '/' -> escape;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unit();
        default -> throw noJson();
      };
    }

    private char unit() {
      var unit = 0;
      for (var i = 0; i < 4; i++) {
        var digit = next();
        var value = digit < 0x80 ? Character.digit(digit, 16) : -1;
        if (value < 0) throw noJson();
        unit = (unit << 4) | value;
      }
      return (char) unit;
    }

    private Object number() {
      var start = at;
      taken('-');
      if (!taken('0')) digits();
      var whole = true;
      if (taken('.')) {
        digits();
        whole = false;
      }
      if (taken('e') || taken('E')) {
        if (!taken('+')) taken('-');
        digits();
        whole = false;
      }
      var number = text.substring(start, at);
      // What has so few digits is safe. Only Double knows `-0`.
      if (whole && number.length() <= 15 && !number.equals("-0")) return Long.valueOf(number);
      return JsNumbers.of(Double.parseDouble(number));
    }

    private void digits() {
      var start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
      if (at == start) throw noJson();
    }

    private @Nullable Object word(String word, @Nullable Object value) {
      if (!text.startsWith(word, at)) throw noJson();
      at += word.length();
      return value;
    }

    private void skipSpace() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() {
      if (at == text.length()) throw noJson();
      return text.charAt(at);
    }

    private char next() {
      var unit = peek();
      at++;
      return unit;
    }

    private boolean taken(char expected) {
      if (at == text.length() || text.charAt(at) != expected) return false;
      at++;
      return true;
    }

    private static MalformedUpdate noJson() {
      return new MalformedUpdate("a text is no JSON");
    }
  }
}
