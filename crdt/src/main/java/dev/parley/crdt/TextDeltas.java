package dev.parley.crdt;

import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Item;
import dev.parley.crdt.store.StateEncoding;
import dev.parley.crdt.store.TextEdits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
    return read(doc, branch, new Versions(null, null));
  }

  /// The text at a snapshot, and what came and went since an earlier one.
  static Delta read(Doc doc, Branch branch, @Nullable Snapshot at, @Nullable Snapshot previous) {
    if (doc.store.options().collect())
      throw new IllegalStateException("the deleted content is gone");
    var result = new AtomicReference<@Nullable Delta>();
    doc.transact(
        Versions.class,
        () -> {
          if (at != null) StateEncoding.splitAt(doc.store, at);
          if (previous != null) StateEncoding.splitAt(doc.store, previous);
          result.set(read(doc, branch, new Versions(at, previous)));
        });
    return Objects.requireNonNull(result.get());
  }

  private static Delta read(Doc doc, Branch branch, Versions versions) {
    var reader = new Reader(doc, versions);
    for (var item = branch.start(); item != null; item = item.right()) reader.item(item);
    reader.flush();
    return reader.delta.build();
  }

  /// What is read: what is there now if `at` is absent, and besides what was there before.
  private record Versions(@Nullable Snapshot at, @Nullable Snapshot previous) {
    boolean isThere(Doc doc, Item item) {
      return at == null ? !item.deleted() : at.isVisible(doc.store.id(item, 0));
    }

    boolean wasThere(Doc doc, Item item) {
      return previous != null && previous.isVisible(doc.store.id(item, 0));
    }
  }

  private static final class Reader {
    private static final String CHANGE = "ychange";

    private final Doc doc;
    private final Versions versions;
    private final Delta.Builder delta = Delta.builder();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    Reader(Doc doc, Versions versions) {
      this.doc = doc;
      this.versions = versions;
    }

    void item(Item item) {
      var isThere = versions.isThere(doc, item);
      var wasThere = versions.wasThere(doc, item);
      if (!isThere && !wasThere) return;
      switch (item.kind()) {
        case Kind.STRING -> {
          if (!isThere) change("removed");
          else if (versions.previous() != null && !wasThere) change("added");
          else if (attributes.containsKey(CHANGE)) {
            flush();
            attributes.remove(CHANGE);
          }
          text.append(item.text());
        }
        case Kind.FORMAT -> {
          if (isThere) format((Format) item.content());
        }
        case Kind.EMBED, Kind.TYPE -> {
          flush();
          delta.insert(Values.at(doc, item, 0), attributes);
        }
        default -> {}
      }
    }

    private void format(Format format) {
      flush();
      if (format.value() == null) attributes.remove(format.key());
      else attributes.put(format.key(), format.value());
    }

    private void change(String type) {
      flush();
      attributes.put(CHANGE, Map.of("type", type));
    }

    void flush() {
      if (!text.isEmpty()) delta.insert(text.toString(), attributes);
      text.setLength(0);
    }
  }
}
