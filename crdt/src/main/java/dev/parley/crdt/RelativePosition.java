package dev.parley.crdt;

import dev.parley.crdt.codec.ByteReader;
import dev.parley.crdt.codec.ByteWriter;
import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.MalformedUpdate;
import dev.parley.crdt.store.Item;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A place in a list or a text that stays where it is while others edit around it.
///
/// @param type the item that holds the type, unless that is a root
/// @param root the name of the root, if the type is one
/// @param item the element that the place belongs to; absent at the end, or before the start, of
///   the type
/// @param assoc negative if the place belongs to the element before it
public record RelativePosition(
    Optional<Id> type, Optional<String> root, Optional<Id> item, int assoc) {
  private static final int ITEM = 0;
  private static final int ROOT = 1;
  private static final int TYPE = 2;

  /// The place before the element at an index, or behind the one to its left if `assoc` is
  /// negative.
  public static RelativePosition of(SharedType type, int index, int assoc) {
    if (index < 0 || index > type.length()) throw new IndexOutOfBoundsException(index);
    if (assoc < 0 && index == 0) return of(type, null, assoc);
    var rest = assoc < 0 ? index - 1 : index;
    if (rest == type.length()) return of(type, null, assoc);
    var element = type.branch.element(rest);
    return of(type, type.doc.store.id(element.item(), element.offset()), assoc);
  }

  private static RelativePosition of(SharedType type, @Nullable Id item, int assoc) {
    var holder = type.branch.item();
    var element = Optional.ofNullable(item);
    if (holder == null) {
      return new RelativePosition(
          Optional.empty(), Optional.ofNullable(type.branch.name()), element, assoc);
    }
    var id = type.doc.store.id(holder, 0);
    return new RelativePosition(Optional.of(id), Optional.empty(), element, assoc);
  }

  /// Throws [MalformedUpdate]. Bytes that end early are of a time when there was no `assoc`.
  public static RelativePosition decode(byte[] bytes) {
    var in = new ByteReader(bytes);
    Optional<Id> type = Optional.empty();
    Optional<String> root = Optional.empty();
    Optional<Id> item = Optional.empty();
    switch ((int) Math.min(in.readVarUint(), Integer.MAX_VALUE)) {
      case ITEM -> item = Optional.of(new Id(in.readVarUint(), in.readVarUint()));
      case ROOT -> root = Optional.of(in.readVarString());
      case TYPE -> type = Optional.of(new Id(in.readVarUint(), in.readVarUint()));
      default -> throw new MalformedUpdate("no position");
    }
    var side = in.isEmpty() ? 0 : in.readVarInt();
    var assoc = side == ByteReader.NEGATIVE_ZERO ? 0 : Long.signum(side);
    return new RelativePosition(type, root, item, assoc);
  }

  public byte[] encode() {
    var out = new ByteWriter();
    if (item.isPresent()) {
      write(out, ITEM, item.get());
    } else if (root.isPresent()) {
      out.writeVarUint(ROOT);
      out.writeVarString(root.get());
    } else if (type.isPresent()) {
      write(out, TYPE, type.get());
    }
    out.writeVarInt(assoc);
    return out.toBytes();
  }

  private static void write(ByteWriter out, int tag, Id id) {
    out.writeVarUint(tag);
    out.writeVarUint(id.client());
    out.writeVarUint(id.clock());
  }

  /// The index in the document as it is now; nothing if the type or the element is unknown or gone.
  public OptionalInt resolve(Doc doc) {
    if (item.isPresent()) return ofItem(doc, item.get());
    if (root.isPresent()) {
      var branch = doc.store.existingRoot(root.get());
      return OptionalInt.of(branch == null || assoc < 0 ? 0 : branch.length());
    }
    if (type.isEmpty()) return OptionalInt.empty();
    var held = doc.store.followRedone(type.get());
    if (held == null || !held.item().holdsType()) return OptionalInt.empty();
    return OptionalInt.of(assoc < 0 ? 0 : held.item().branch().length());
  }

  private OptionalInt ofItem(Doc doc, Id id) {
    var found = doc.store.followRedone(id);
    if (found == null) return OptionalInt.empty();
    Item element = found.item();
    if (element.parent().gone()) return OptionalInt.of(0);
    var inside = element.visible() ? found.offset() + (assoc < 0 ? 1 : 0) : 0;
    return OptionalInt.of(inside + element.parent().indexOf(element));
  }
}
