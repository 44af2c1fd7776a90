package dev.parley.crdt.store;

import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.codec.StructDecoder;
import dev.parley.crdt.codec.StructEncoder;
import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.content.Subdocument;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the kinds of items hold, by [Kind]: DELETED nothing; JSON an `Object[]` of texts; BINARY a
/// byte array; STRING a String, or a StringBuilder while it grows; EMBED a value; FORMAT a
/// [Format]; TYPE a [Branch]; ANY an `Object[]` of values; DOC a [Subdocument].
final class Contents {
  private static final char REPLACEMENT = '\uFFFD';

  private Contents() {}

  static int length(int kind, @Nullable Object payload) {
    return switch (kind) {
      case Kind.STRING -> ((CharSequence) present(payload)).length();
      case Kind.JSON, Kind.ANY -> ((Object[]) present(payload)).length;
      default -> 1;
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
      texts[i] = in.readString();
    }
    return texts;
  }

  private static @Nullable Object[] readValues(StructDecoder in) {
    var count = in.readLength();
    var values = new @Nullable Object[(int) Math.min(count, 16)];
    for (var i = 0; i < count; i++) {
      if (i == values.length) values = Arrays.copyOf(values, 2 * i);
      values[i] = in.readAny();
    }
    return values;
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
