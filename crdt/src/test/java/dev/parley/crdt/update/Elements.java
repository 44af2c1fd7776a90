package dev.parley.crdt.update;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.ids.IdRanges;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an update says of each element, however its structs are cut. Updates of which this is equal
/// do the same to every document.
record Elements(Map<Id, Element> elements, IdRanges deletes) {
  /// The neighbours and the content of one element, or that it is nothing.
  record Element(
      @Nullable Id left, @Nullable Id right, Struct.@Nullable Parent parent, Object content) {
    Element emptied() {
      return equals(GONE) ? this : new Element(left, right, parent, "deleted");
    }
  }

  private static final Element GONE = new Element(null, null, null, "gone");

  static Elements of(UpdateFormat format, byte[] update) {
    var reader = new StructReader(format.decoder(update));
    var elements = new HashMap<Id, Element>();
    for (var struct = reader.next(); struct != null; struct = reader.next()) {
      for (var offset = 0; offset < struct.length(); offset++) {
        var element = element(struct, offset);
        if (element != null) {
          elements.putIfAbsent(new Id(struct.client(), struct.clock() + offset), element);
        }
      }
    }
    return of(elements, reader.deletes());
  }

  /// Of what is deleted, some updates have the content and some do not.
  private static Elements of(Map<Id, Element> elements, IdRanges deletes) {
    elements.replaceAll((id, element) -> deletes.contains(id) ? element.emptied() : element);
    return new Elements(elements, deletes);
  }

  /// What all of them say, the first one of each element.
  static Elements of(UpdateFormat format, List<byte[]> updates) {
    var elements = new HashMap<Id, Element>();
    var deletes = IdRanges.builder();
    for (var update : updates) {
      var own = of(format, update);
      own.elements.forEach(elements::putIfAbsent);
      deletes.addAll(own.deletes);
    }
    return of(elements, deletes.build());
  }

  private static @Nullable Element element(Struct struct, int offset) {
    return switch (struct) {
      case Struct.Skip _ -> null;
      case Struct.Gc _ -> GONE;
      case Struct.Item item -> {
        var before = new Id(item.client(), item.clock() + offset - 1);
        yield new Element(
            offset == 0 ? item.left() : before,
            item.right(),
            offset == 0 ? item.parent() : null,
            content(item.content(), offset));
      }
    };
  }

  private static Object content(Content content, int offset) {
    return switch (content) {
      case Content.Deleted _ -> "deleted";
      case Content.Text text -> text.text().charAt(offset);
      case Content.JsonTexts texts -> texts.texts().get(offset);
      case Content.Values values -> new Content.Values(values.values().subList(offset, offset + 1));
      case Content.Binary binary -> HexFormat.of().formatHex(binary.bytes());
      default -> content;
    };
  }
}
