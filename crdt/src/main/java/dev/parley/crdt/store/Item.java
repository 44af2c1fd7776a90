package dev.parley.crdt.store;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.content.Kind;
import org.jspecify.annotations.Nullable;

/// Elements with their content and their place among the other elements of their parent.
public final class Item extends Struct {
  static final int NONE = -1;

  /// The element that stood to the left when this was inserted; no client if there was none.
  int originClient = NONE;

  int originClock;

  /// The element that stood to the right when this was inserted; no client if there was none.
  int rightClient = NONE;

  int rightClock;
  @Nullable Item left;
  @Nullable Item right;
  @Nullable Branch parent;

  /// The key, if the parent holds this as an entry and not in its list.
  @Nullable String parentSub;

  /// See [Contents] for what belongs to which [Kind].
  @Nullable Object payload;

  /// What an undo made anew of this.
  @Nullable Id redone;

  /// When a search for the place of another item came by.
  int visit;

  byte kind;
  boolean deleted;

  /// Whether the content stays although this is deleted.
  boolean keep;

  /// Whether a [ListIndex] knows where this is.
  boolean anchored;

  Item(int client, int clock, int length, int kind, @Nullable Object payload) {
    super(client, clock, length);
    this.kind = (byte) kind;
    this.payload = payload;
  }

  boolean countable() {
    return kind != Kind.DELETED && kind != Kind.FORMAT;
  }

  public boolean visible() {
    return !deleted && countable();
  }

  public @Nullable Object payload() {
    return payload;
  }

  public int kind() {
    return kind;
  }

  @Override
  public boolean deleted() {
    return deleted;
  }

  public @Nullable Item right() {
    return right;
  }

  public @Nullable Item left() {
    return left;
  }

  public @Nullable String key() {
    return parentSub;
  }

  public Branch parent() {
    if (parent == null) throw new IllegalStateException("not integrated");
    return parent;
  }

  public boolean holdsType() {
    return kind == Kind.TYPE;
  }

  /// The type that this holds.
  public Branch branch() {
    return (Branch) content();
  }

  /// What this holds, by its [Kind].
  public Object content() {
    if (payload == null) throw new IllegalStateException("no content of kind " + kind);
    return payload;
  }

  /// The text that this holds.
  public String text() {
    return content().toString();
  }

  /// The text does not grow any more.
  void seal() {
    if (payload instanceof StringBuilder text) payload = text.toString();
  }

  void origin(@Nullable Item item) {
    if (item == null) return;
    originClient = item.client;
    originClock = item.end() - 1;
  }

  void rightOrigin(@Nullable Item item) {
    if (item == null) return;
    rightClient = item.client;
    rightClock = item.clock;
  }

  boolean sameOrigin(Item other) {
    return originClient == other.originClient
        && (originClient == NONE || originClock == other.originClock);
  }

  boolean sameRightOrigin(Item other) {
    return rightClient == other.rightClient
        && (rightClient == NONE || rightClock == other.rightClock);
  }
}
