package dev.parley.crdt.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values with a tag before each, lib0's `any`.
public final class AnyValues {
  private static final int UNDEFINED = 127;
  private static final int NULL = 126;
  private static final int INTEGER = 125;
  private static final int FLOAT32 = 124;
  private static final int FLOAT64 = 123;
  private static final int BIGINT = 122;
  private static final int FALSE = 121;
  private static final int TRUE = 120;
  private static final int STRING = 119;
  private static final int OBJECT = 118;
  private static final int ARRAY = 117;
  private static final int BYTES = 116;
  private static final int ROOM_FIRST = 10;

  private AnyValues() {}

  /// A value as [StructDecoder#readAny] describes them.
  public static @Nullable Object read(ByteReader reader) {
    return read(reader, Limits.DEPTH_MAX);
  }

  private static @Nullable Object read(ByteReader reader, int depth) {
    if (depth == 0) throw tooDeep();
    return switch (reader.readByte()) {
      case UNDEFINED -> Undefined.UNDEFINED;
      case NULL -> null;
      case INTEGER -> integer(reader.readVarInt());
      case FLOAT32 -> JsNumbers.of(Float.intBitsToFloat(reader.readInt()));
      case FLOAT64 -> JsNumbers.of(Double.longBitsToDouble(reader.readLong()));
      case BIGINT -> BigInteger.valueOf(reader.readLong());
      case FALSE -> false;
      case TRUE -> true;
      case STRING -> reader.readVarString();
      case OBJECT -> object(reader, depth - 1);
      case ARRAY -> array(reader, depth - 1);
      case BYTES -> reader.readVarBytes();
      default -> throw unknown();
    };
  }

  private static Object integer(long value) {
    if (value == ByteReader.NEGATIVE_ZERO) return -0.0;
    return value;
  }

  private static Map<String, @Nullable Object> object(ByteReader reader, int depth) {
    var count = reader.readCount(2);
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < count; i++) object.put(reader.readVarString(), read(reader, depth));
    return Collections.unmodifiableMap(JsNumbers.ordered(object));
  }

  private static List<@Nullable Object> array(ByteReader reader, int depth) {
    var count = reader.readCount(1);
    var array = new ArrayList<@Nullable Object>(Math.min(count, ROOM_FIRST));
    for (var i = 0; i < count; i++) array.add(read(reader, depth));
    return Collections.unmodifiableList(array);
  }

  /// Passes a value by, with all that it holds.
  public static void skip(ByteReader reader) {
    skip(reader, Limits.DEPTH_MAX);
  }

  private static void skip(ByteReader reader, int depth) {
    if (depth == 0) throw tooDeep();
    switch (reader.readByte()) {
      case UNDEFINED, NULL, FALSE, TRUE -> {}
      case INTEGER -> reader.readVarInt();
      case FLOAT32 -> reader.skip(Integer.BYTES);
      case FLOAT64, BIGINT -> reader.skip(Long.BYTES);
      case STRING, BYTES -> reader.skipVarBytes();
      case OBJECT -> {
        for (var left = reader.readCount(2); left > 0; left--) {
          reader.skipVarBytes();
          skip(reader, depth - 1);
        }
      }
      case ARRAY -> {
        for (var left = reader.readCount(1); left > 0; left--) skip(reader, depth - 1);
      }
      default -> throw unknown();
    }
  }

  /// Writes a value as [StructDecoder#readAny] describes them, or an Integer or Float. Throws
  /// `IllegalArgumentException` if it is no such value or nested too deeply.
  public static void write(ByteWriter writer, @Nullable Object value) {
    write(writer, value, Limits.DEPTH_MAX);
  }

  private static void write(ByteWriter writer, @Nullable Object value, int depth) {
    if (depth == 0) throw new IllegalArgumentException("a value is nested too deeply");
    switch (value) {
      case null -> writer.writeByte(NULL);
      case Undefined undefined -> writer.writeByte(UNDEFINED);
      case Boolean truth -> writer.writeByte(truth ? TRUE : FALSE);
      case Long whole -> writeNumber(writer, safe(whole));
      case Integer whole -> writeNumber(writer, whole);
      case Double number -> writeNumber(writer, number);
      case Float number -> writeNumber(writer, number);
      case BigInteger big -> {
        writer.writeByte(BIGINT);
        writer.writeLong(longOf(big));
      }
      case String text -> {
        writer.writeByte(STRING);
        writer.writeVarString(text);
      }
      case byte[] bytes -> {
        writer.writeByte(BYTES);
        writer.writeVarBytes(bytes);
      }
      case Map<?, ?> object -> writeObject(writer, object, depth - 1);
      case List<?> array -> {
        writer.writeByte(ARRAY);
        writer.writeVarUint(array.size());
        for (var element : array) write(writer, element, depth - 1);
      }
      default -> throw new IllegalArgumentException("no value: " + value.getClass());
    }
  }

  private static long longOf(BigInteger big) {
    if (big.bitLength() < Long.SIZE) return big.longValue();
    throw new IllegalArgumentException("more than 64 bits: " + big);
  }

  private static double safe(long whole) {
    if (whole >= -Limits.SAFE_INTEGER_MAX && whole <= Limits.SAFE_INTEGER_MAX) return whole;
    throw new IllegalArgumentException("not exact as a number, but as a BigInteger: " + whole);
  }

  private static void writeNumber(ByteWriter writer, double number) {
    if (Math.rint(number) == number && Math.abs(number) <= Integer.MAX_VALUE) {
      writer.writeByte(INTEGER);
      writer.writeSigned((long) Math.abs(number), number < 0 || 1 / number < 0);
    } else if ((float) number == number) {
      writer.writeByte(FLOAT32);
      writer.writeInt(Float.floatToIntBits((float) number));
    } else {
      writer.writeByte(FLOAT64);
      writer.writeLong(Double.doubleToLongBits(number));
    }
  }

  private static void writeObject(ByteWriter writer, Map<?, ?> object, int depth) {
    writer.writeByte(OBJECT);
    writer.writeVarUint(object.size());
    for (var entry : JsNumbers.ordered(named(object)).entrySet()) {
      writer.writeVarString(entry.getKey());
      write(writer, entry.getValue(), depth);
    }
  }

  /// The same map, when all of its keys are strings.
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> named(Map<?, ?> object) {
    for (var key : object.keySet()) {
      if (!(key instanceof String)) throw new IllegalArgumentException("no name: " + key);
    }
    return (Map<String, @Nullable Object>) object;
  }

  private static MalformedUpdate tooDeep() {
    return new MalformedUpdate(MalformedUpdate.Reason.TOO_DEEP, "a value is nested too deeply");
  }

  private static MalformedUpdate unknown() {
    return new MalformedUpdate("a value of unknown kind");
  }
}
