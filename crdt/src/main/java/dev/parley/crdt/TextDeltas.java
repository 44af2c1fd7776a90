package dev.parley.crdt;

import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.TextEdits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads texts as deltas and edits them by deltas.
final class TextDeltas {
  private TextDeltas() {}

  static void apply(Doc doc, Branch branch, Delta delta) {
    var edit = TextEdits.Walk.of(doc.store, branch);
    for (var op : delta.ops()) {
      switch (op) {
        case Delta.Op.Insert(String text, var attributes) ->
            edit.insert(text, Values.attributes(attributes));
        case Delta.Op.Insert(var embed, var attributes) ->
            edit.embed(Values.toStore(doc, embed), Values.attributes(attributes));
        case Delta.Op.Retain(var length, var attributes) ->
            edit.retain(length, Values.attributes(attributes));
        case Delta.Op.Delete(var length) -> edit.delete(length);
      }
    }
  }

  static Delta read(Doc doc, Branch branch) {
    var reader = new Reader(doc);
    for (var item = branch.start(); item != null; item = item.right()) {
      if (!item.deleted()) reader.item(item);
    }
    reader.flush();
    return reader.delta.build();
  }

  private static final class Reader {
    private final Doc doc;
    private final Delta.Builder delta = Delta.builder();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    Reader(Doc doc) {
      this.doc = doc;
    }

    void item(Item item) {
      switch (item.kind()) {
        case Kind.STRING -> text.append(item.text());
        case Kind.FORMAT -> {
          flush();
          var format = (Format) item.content();
          if (format.value() == null) attributes.remove(format.key());
          else attributes.put(format.key(), format.value());
        }
        case Kind.EMBED, Kind.TYPE -> {
          flush();
          delta.insert(Values.at(doc, item, 0), attributes);
        }
        default -> {}
      }
    }

    void flush() {
      if (!text.isEmpty()) delta.insert(text.toString(), attributes);
      text.setLength(0);
    }
  }
}
