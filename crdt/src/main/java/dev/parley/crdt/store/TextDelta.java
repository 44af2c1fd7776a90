package dev.parley.crdt.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Edits a text from its start to its end. Runs in the transaction of the store.
public final class TextDelta {
  private final TextPosition position;

  private TextDelta(TextPosition position) {
    this.position = position;
  }

  public static TextDelta of(BlockStore store, Branch text) {
    return new TextDelta(TextPosition.start(store.running(), text));
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
    TextEdits.format(position, length, attributes);
  }

  public void delete(int length) {
    TextEdits.delete(position, length);
  }
}
