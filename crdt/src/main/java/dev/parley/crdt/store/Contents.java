package dev.parley.crdt.store;

import dev.parley.crdt.codec.Json;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.StructDecoder;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.content.Subdocument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the kinds of items hold, by [Kind]: DELETED nothing; JSON an `Object[]` of texts; BINARY a
/// byte array; STRING a String, or a StringBuilder while it grows; EMBED a value; FORMAT a
/// [Format]; TYPE a [Branch]; ANY an `Object[]` of values; DOC a [Subdocument].
final class Contents {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String UNDEFINED = "undefined";

  private Contents() {}

  static int length(int kind, @Nullable Object payload) {
    return switch (kind) {
      case Kind.STRING -> ((CharSequence) present(payload)).length();
      case Kind.JSON, Kind.ANY -> ((Object[]) present(payload)).length;
      default -> 1;
    };
  }

  /// About how many bytes a struct that waits keeps, besides itself.
  static long weight(Struct struct) {
    if (!(struct instanceof Item item) || item.payload == null) return 0;
    return weight(item.payload);
  }

  private static long weight(@Nullable Object payload) {
    return switch (payload) {
      case CharSequence text -> text.length();
      case byte[] bytes -> bytes.length;
      case Object[] values -> {
        var sum = 0L;
        for (var value : values) sum += 1 + weight(value);
        yield sum;
      }
      case List<?> list -> {
        var sum = 0L;
        for (var value : list) sum += 1 + weight(value);
        yield sum;
      }
      case Map<?, ?> map -> {
        var sum = 0L;
        for (var entry : map.entrySet())
          sum += weight(entry.getKey()) + 1 + weight(entry.getValue());
        yield sum;
      }
      case Format(var key, var value) -> key.length() + weight(value);
      case Subdocument(var guid, var options) -> guid.length() + weight(options);
      case null, default -> 1;
    };
  }

  private static Object present(@Nullable Object payload) {
    if (payload == null) throw new IllegalStateException("no content");
    return payload;
  }

  static @Nullable Object read(int kind, StructDecoder in) {
    return switch (kind) {
      case Kind.JSON -> readTexts(in);
      case Kind.BINARY -> in.readBuffer();
      case Kind.STRING -> in.readString();
      case Kind.EMBED -> in.readJson();
      case Kind.FORMAT -> new Format(in.readKey(), in.readJson());
      case Kind.TYPE -> readBranch(in);
      case Kind.ANY -> readValues(in);
      case Kind.DOC -> new Subdocument(in.readString(), in.readAny());
      default -> throw new MalformedUpdate("unknown content " + kind);
    };
  }

  private static Branch readBranch(StructDecoder in) {
    var ref = in.readTypeRef();
    return switch (ref) {
      case Branch.XML_ELEMENT, Branch.XML_HOOK -> new Branch(ref, in.readKey());
      case Branch.ARRAY, Branch.MAP, Branch.TEXT, Branch.XML_FRAGMENT, Branch.XML_TEXT ->
          new Branch(ref, null);
      default -> throw new MalformedUpdate("unknown type " + ref);
    };
  }

  private static Object[] readTexts(StructDecoder in) {
    var count = in.readLength();
    var texts = new Object[(int) Math.min(count, 16)];
    for (var i = 0; i < count; i++) {
      if (i == texts.length) texts = Arrays.copyOf(texts, 2 * i);
      texts[i] = json(in.readString());
    }
    return Arrays.copyOf(texts, (int) count);
  }

  /// As Yjs has it, which parses such a text and writes it anew.
  private static String json(String text) {
    return text.equals(UNDEFINED) ? text : Json.text(Json.parse(text));
  }

  private static @Nullable Object[] readValues(StructDecoder in) {
    var count = in.readLength();
    var values = new @Nullable Object[(int) Math.min(count, 16)];
    for (var i = 0; i < count; i++) {
      if (i == values.length) values = Arrays.copyOf(values, 2 * i);
      values[i] = in.readAny();
    }
    return Arrays.copyOf(values, (int) count);
  }

  static void write(Item item, int offset, StructEncoder out) {
    switch (item.kind) {
      case Kind.DELETED -> out.writeLength(item.length - offset);
      case Kind.JSON -> {
        out.writeLength(item.length - offset);
        var texts = (Object[]) item.content();
        for (var i = offset; i < item.length; i++) out.writeString((String) texts[i]);
      }
      case Kind.BINARY -> out.writeBuffer((byte[]) item.content());
      case Kind.STRING -> {
        var text = (CharSequence) item.content();
        out.writeString(text.subSequence(offset, text.length()).toString());
      }
      case Kind.EMBED -> out.writeJson(item.payload);
      case Kind.ANY -> {
        out.writeLength(item.length - offset);
        var values = (@Nullable Object[]) item.content();
        for (var i = offset; i < item.length; i++) out.writeAny(values[i]);
      }
      default -> writeSingle(item, out);
    }
  }

  private static void writeSingle(Item item, StructEncoder out) {
    switch (item.kind) {
      case Kind.FORMAT -> {
        var format = (Format) item.content();
        out.writeKey(format.key());
        out.writeJson(format.value());
      }
      case Kind.TYPE -> {
        var branch = item.branch();
        out.writeTypeRef(branch.ref);
        if (branch.ref == Branch.XML_ELEMENT || branch.ref == Branch.XML_HOOK) {
          out.writeKey(branch.name == null ? "" : branch.name);
        }
      }
      case Kind.DOC -> {
        var document = (Subdocument) item.content();
        out.writeString(document.guid());
        out.writeAny(document.options());
      }
      default -> throw new IllegalStateException("unknown content " + item.kind);
    }
  }

  /// The content for another item like this one: of a type, an empty one of the same kind.
  static @Nullable Object copy(Item item) {
    return switch (item.kind) {
      case Kind.TYPE -> new Branch(item.branch().ref, item.branch().name);
      case Kind.STRING -> item.text();
      default -> item.payload;
    };
  }

  /// Takes the elements from an offset on out of an item and returns them.
  static @Nullable Object split(Item item, int offset) {
    return switch (item.kind) {
      case Kind.DELETED -> null;
      case Kind.STRING -> splitText(item, item.text(), offset);
      case Kind.JSON, Kind.ANY -> {
        var values = (@Nullable Object[]) item.content();
        item.payload = Arrays.copyOf(values, offset);
        yield Arrays.copyOfRange(values, offset, values.length);
      }
      default -> throw new IllegalStateException("content that has one element");
    };
  }

  /// The contents of all parts of an item that is cut at offsets, which ascend.
  static @Nullable Object[] parts(Item item, int[] offsets) {
    var parts = new @Nullable Object[offsets.length + 1];
    var text = item.kind == Kind.STRING ? torn(item.text(), offsets) : null;
    for (var i = 0; i < parts.length; i++) {
      var from = i == 0 ? 0 : offsets[i - 1];
      var to = i == offsets.length ? item.length : offsets[i];
      if (text != null) parts[i] = new String(text, from, to - from);
      else parts[i] = Arrays.copyOfRange((@Nullable Object[]) item.content(), from, to);
    }
    return parts;
  }

  private static char[] torn(String text, int[] offsets) {
    var units = text.toCharArray();
    for (var offset : offsets) {
      if (!Character.isHighSurrogate(units[offset - 1])) continue;
      units[offset - 1] = REPLACEMENT;
      units[offset] = REPLACEMENT;
    }
    return units;
  }

  /// A pair of surrogates that is cut becomes two replacement characters.
  private static String splitText(Item item, String text, int offset) {
    var head = text.substring(0, offset);
    var tail = text.substring(offset);
    if (Character.isHighSurrogate(text.charAt(offset - 1))) {
      head = head.substring(0, offset - 1) + REPLACEMENT;
      tail = REPLACEMENT + tail.substring(1);
    }
    item.payload = head;
    return tail;
  }

  /// Appends the content of the right item to that of the left one, if their kind allows it.
  static boolean join(ClientBlocks blocks, Item left, Item right) {
    if (left.kind != right.kind) return false;
    return switch (left.kind) {
      case Kind.DELETED -> true;
      case Kind.STRING -> {
        blocks.append(left, right.text());
        yield true;
      }
      case Kind.JSON, Kind.ANY -> {
        left.payload = joined((@Nullable Object[]) left.content(), (Object[]) right.content());
        yield true;
      }
      default -> false;
    };
  }

  private static @Nullable Object[] joined(@Nullable Object[] head, @Nullable Object[] tail) {
    var both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }
}
