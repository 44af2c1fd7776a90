package dev.parley.crdt.store;

import dev.parley.crdt.content.Attributes;
import dev.parley.crdt.content.Format;
import dev.parley.crdt.content.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The most common edit: our client types on at the end of what it typed last. The item grows in
/// place, which gives the same as a new item that is merged later.
final class TypingAhead {
  private TypingAhead() {}

  static boolean append(
      Transaction transaction,
      Branch parent,
      int index,
      String text,
      @Nullable Map<String, @Nullable Object> attributes) {
    if (attributes != null && (parent.formatted || !attributes.isEmpty())) return false;
    var item = parent.cursor;
    if (item == null || index != parent.cursorIndex + item.length) return false;
    if (!extensible(transaction, item) || skips(parent, item, item.right)) return false;
    var blocks = transaction.store.existing(item.client);
    if (text.length() > Integer.MAX_VALUE - blocks.state()) return false;
    transaction.touch(blocks);
    blocks.append(item, text);
    item.length += text.length();
    parent.grown(item, text.length());
    transaction.change(parent, null);
    return true;
  }

  private static boolean extensible(Transaction transaction, Item item) {
    var store = transaction.store;
    if (item.kind != Kind.STRING || item.deleted || item.redone != null) return false;
    if (item.client != store.ownClient() || store.existing(item.client).last() != item)
      return false;
    if (item.parent().gone()) return false;
    if (store.hooks().observing() && !transaction.isNew(item)) return false;
    return continues(item, item.right);
  }

  private static boolean continues(Item item, @Nullable Item right) {
    if (right == null) return item.rightClient == Item.NONE;
    return !right.deleted && item.rightClient == right.client && item.rightClock == right.clock;
  }

  /// Whether text that is inserted here goes behind a format that holds anyway.
  private static boolean skips(Branch parent, Item item, @Nullable Item right) {
    if (right == null || right.kind != Kind.FORMAT) return false;
    var format = (Format) right.content();
    var attributes = parent.attributesBefore(item);
    return Attributes.equal(attributes.get(format.key()), format.value());
  }
}
