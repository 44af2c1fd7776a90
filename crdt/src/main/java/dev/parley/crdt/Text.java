package dev.parley.crdt;

import dev.parley.crdt.content.Kind;
import dev.parley.crdt.ids.Snapshot;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import dev.parley.crdt.store.TextEdits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A text with formats and embeds. Indexes and lengths count UTF-16 units, as Java's do.
public sealed class Text extends SharedType permits XmlText {
  Text(Doc doc, Branch branch) {
    super(doc, branch);
  }

  /// Inserts text with the attributes of what stands before it.
  public void insert(int index, String text) {
    edit(() -> TextEdits.insert(doc.store, branch, index, text, null));
  }

  /// Inserts text that has these attributes and no others.
  public void insert(int index, String text, Map<String, ? extends @Nullable Object> attributes) {
    var given = Values.attributes(attributes);
    edit(() -> TextEdits.insert(doc.store, branch, index, text, given));
  }

  /// Inserts a value or a [NewType], which counts as one element.
  public void insertEmbed(
      int index, @Nullable Object embed, Map<String, ? extends @Nullable Object> attributes) {
    var stored = Values.toStore(doc, embed);
    var given = Values.attributes(attributes);
    edit(() -> TextEdits.insertEmbed(doc.store, branch, index, stored, given));
  }

  public void delete(int index, int length) {
    edit(() -> TextEdits.delete(doc.store, branch, index, length));
  }

  /// Gives a range these attributes; null takes one away.
  public void format(int index, int length, Map<String, ? extends @Nullable Object> attributes) {
    var given = Values.attributes(attributes);
    edit(() -> TextEdits.format(doc.store, branch, index, length, given));
  }

  public void applyDelta(Delta delta) {
    edit(() -> TextDeltas.apply(doc, branch, delta));
  }

  public Delta toDelta() {
    return TextDeltas.read(doc, branch);
  }

  /// The text as it was at a snapshot. The document must keep what is deleted.
  public Delta toDelta(Snapshot at) {
    return TextDeltas.read(doc, branch, at, null);
  }

  /// The text as it was at a snapshot, together with what had gone since an earlier one: those
  /// parts have an attribute `ychange`, `{type: added}` or `{type: removed}`. The document must
  /// keep what is deleted.
  public Delta toDelta(Snapshot at, Snapshot previous) {
    return TextDeltas.read(doc, branch, at, previous);
  }

  /// The text as it is, together with what has gone since a snapshot; otherwise as
  /// [#toDelta(Snapshot, Snapshot)].
  public Delta changesSince(Snapshot previous) {
    return TextDeltas.read(doc, branch, null, previous);
  }

  /// Sets an attribute of the text as a whole.
  public void setAttribute(String key, @Nullable Object value) {
    var stored = Values.toStore(doc, value);
    edit(() -> Edits.set(doc.store, branch, key, stored));
  }

  public void removeAttribute(String key) {
    edit(() -> Edits.remove(doc.store, branch, key));
  }

  public @Nullable Object attribute(String key) {
    return Reading.entry(doc, branch, key);
  }

  public Map<String, @Nullable Object> attributes() {
    return Reading.entries(doc, branch);
  }

  @Override
  public String toJson() {
    return toString();
  }

  /// The text without formats and embeds.
  @Override
  public String toString() {
    var text = new StringBuilder(length());
    for (var item = branch.start(); item != null; item = item.right()) {
      if (!item.deleted() && item.kind() == Kind.STRING) text.append(item.text());
    }
    return text.toString();
  }
}
