package dev.parley.crdt.store;

import dev.parley.crdt.content.Attributes;
import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Edits of texts with formats. All run in the transaction of the store. Attributes that are not
/// given are those of the place.
public final class TextEdits {
  private TextEdits() {}

  public static void insert(
      BlockStore store,
      Branch parent,
      int index,
      String text,
      @Nullable Map<String, @Nullable Object> attributes) {
    check(parent, index, 0);
    if (text.isEmpty()) return;
    var transaction = store.running();
    if (TypingAhead.append(transaction, parent, index, text, attributes)) return;
    var position = TextPosition.at(transaction, parent, index);
    var wanted = attributes == null ? position.attributes : attributes;
    insert(position, Kind.STRING, text, wanted);
  }

  public static void insertEmbed(
      BlockStore store,
      Branch parent,
      int index,
      @Nullable Object embed,
      Map<String, @Nullable Object> attributes) {
    check(parent, index, 0);
    var kind = embed instanceof Branch ? Kind.TYPE : Kind.EMBED;
    insert(TextPosition.at(store.running(), parent, index), kind, embed, attributes);
  }

  /// Deletes a format that says nothing new.
  public static void deleteFormat(BlockStore store, Item format) {
    Deleter.delete(store.running(), format);
  }

  /// Whether two values of an attribute are the same to Yjs.
  public static boolean equalValues(@Nullable Object a, @Nullable Object b) {
    return Attributes.equal(a, b);
  }

  private static void check(Branch parent, int index, int length) {
    if (index < 0 || length < 0 || length > parent.length - index) {
      throw new IndexOutOfBoundsException(index + "+" + length);
    }
  }

  static void insert(
      TextPosition position,
      int kind,
      @Nullable Object payload,
      Map<String, @Nullable Object> attributes) {
    var wanted = new LinkedHashMap<>(attributes);
    for (var key : position.attributes.keySet()) wanted.putIfAbsent(key, null);
    skipEqual(position, wanted);
    var negated = open(position, wanted);
    var index = position.index;
    position.insert(kind, payload);
    var inserted = position.left;
    close(position, negated);
    if (inserted != null) position.parent.remember(inserted, index);
  }

  /// Goes past what is deleted and past formats that are wanted anyway.
  private static void skipEqual(TextPosition position, Map<String, @Nullable Object> wanted) {
    for (var right = position.right; right != null; right = position.right) {
      if (!right.deleted) {
        if (right.kind != Kind.FORMAT) return;
        var format = (Format) right.content();
        if (!Attributes.equal(wanted.get(format.key()), format.value())) return;
      }
      position.forward();
    }
  }

  /// Inserts the formats that are wanted and not there, and returns what ends them.
  private static Map<String, @Nullable Object> open(
      TextPosition position, Map<String, @Nullable Object> wanted) {
    var negated = new LinkedHashMap<String, @Nullable Object>();
    wanted.forEach((key, value) -> {
      var present = position.attributes.get(key);
      if (Attributes.equal(present, value)) return;
      negated.put(key, present);
      position.insert(Kind.FORMAT, new Format(key, value));
    });
    return negated;
  }

  private static void close(TextPosition position, Map<String, @Nullable Object> negated) {
    for (var right = position.right; right != null; right = position.right) {
      if (!right.deleted) {
        if (right.kind != Kind.FORMAT) break;
        var format = (Format) right.content();
        if (!negated.containsKey(format.key())) break;
        if (!Attributes.equal(negated.get(format.key()), format.value())) break;
        negated.remove(format.key());
      }
      position.forward();
    }
    negated.forEach((key, value) -> position.insert(Kind.FORMAT, new Format(key, value)));
  }

  public static void format(
      BlockStore store,
      Branch parent,
      int index,
      int length,
      Map<String, @Nullable Object> attributes) {
    check(parent, index, length);
    if (length == 0) return;
    var position = TextPosition.at(store.running(), parent, index);
    if (position.right != null) format(position, length, attributes);
  }

  static void format(TextPosition position, int length, Map<String, @Nullable Object> attributes) {
    skipEqual(position, attributes);
    var negated = open(position, attributes);
    var rest = length;
    for (var right = position.right; right != null; right = position.right) {
      if (rest == 0 && (negated.isEmpty() || !(right.deleted || right.kind == Kind.FORMAT))) break;
      if (!right.deleted) {
        if (right.kind == Kind.FORMAT) {
          if (!override(position, right, attributes, negated, rest)) break;
        } else {
          if (rest < right.length) position.splitRight(rest);
          rest -= right.length;
        }
      }
      position.forward();
    }
    if (rest > 0) position.insert(Kind.STRING, "\n".repeat(rest));
    close(position, negated);
  }

  /// Deletes a format that contradicts the new attributes. False if it comes after the range and
  /// ends nothing.
  private static boolean override(
      TextPosition position,
      Item item,
      Map<String, @Nullable Object> attributes,
      Map<String, @Nullable Object> negated,
      int rest) {
    var format = (Format) item.content();
    var key = format.key();
    if (!attributes.containsKey(key)) {
      position.attributes.put(key, format.value());
      return true;
    }
    if (Attributes.equal(attributes.get(key), format.value())) negated.remove(key);
    else if (rest == 0) return false;
    else negated.put(key, format.value());
    Deleter.delete(position.transaction, item);
    return true;
  }

  public static void delete(BlockStore store, Branch parent, int index, int length) {
    check(parent, index, length);
    if (length == 0) return;
    var position = TextPosition.at(store.running(), parent, index);
    delete(position, length);
  }

  static void delete(TextPosition position, int length) {
    var parent = position.parent;
    var start = position.right;
    var before = new LinkedHashMap<>(position.attributes);
    var rest = length;
    while (rest > 0 && position.right != null) {
      var right = position.right;
      if (!right.deleted && right.kind != Kind.FORMAT) {
        if (rest < right.length) position.splitRight(rest);
        rest -= right.length;
        Deleter.delete(position.transaction, right);
      }
      position.forward();
    }
    if (parent.formatted && start != null) {
      FormatTidying.gap(position.transaction, start, position.right, before, position.attributes);
    }
    rememberLeft(position);
  }

  private static void rememberLeft(TextPosition position) {
    var left = position.left;
    if (left == null) return;
    position.parent.remember(left, left.visible() ? position.index - left.length : position.index);
  }

  /// Edits a text from its start to its end. Runs in the transaction of the store.
  public static final class Walk {
    private final TextPosition position;

    private Walk(TextPosition position) {
      this.position = position;
    }

    public static Walk of(BlockStore store, Branch text) {
      return new Walk(TextPosition.start(store.running(), text));
    }

    public void insert(String text, Map<String, @Nullable Object> attributes) {
      if (!text.isEmpty()) TextEdits.insert(position, Kind.STRING, text, attributes);
    }

    public void embed(@Nullable Object embed, Map<String, @Nullable Object> attributes) {
      var kind = embed instanceof Branch ? Kind.TYPE : Kind.EMBED;
      TextEdits.insert(position, kind, embed, attributes);
    }

    /// Formats what comes next; lengthens the text by line ends if it is too short.
    public void retain(int length, Map<String, @Nullable Object> attributes) {
      var rest = position.parent.length - position.index;
      if (attributes.isEmpty() && length > 0 && length <= rest) {
        position.jump(position.index + length);
      } else {
        TextEdits.format(position, length, attributes);
      }
    }

    public void delete(int length) {
      TextEdits.delete(position, length);
    }
  }
}
