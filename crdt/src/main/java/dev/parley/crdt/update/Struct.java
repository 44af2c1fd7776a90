package dev.parley.crdt.update;

import dev.parley.crdt.codec.Id;
import org.jspecify.annotations.Nullable;

/// Consecutive elements of one client as they stand in an update.
sealed interface Struct {
  long client();

  /// Of the first element.
  long clock();

  /// How many elements, at least one.
  long length();

  /// The first clock behind the elements.
  default long end() {
    return clock() + length();
  }

  /// The elements from the offset on. Of these it leaves at least one.
  Struct from(long offset);

  /// The elements before the length. Of these it leaves at least one.
  Struct to(long length);

  /// Elements of which nothing but their number is left.
  record Gc(long client, long clock, long length) implements Struct {
    @Override
    public Struct from(long offset) {
      return new Gc(client, clock + offset, length - offset);
    }

    @Override
    public Struct to(long shorter) {
      return new Gc(client, clock, shorter);
    }
  }

  /// Elements that the update does not have.
  record Skip(long client, long clock, long length) implements Struct {
    @Override
    public Struct from(long offset) {
      return new Skip(client, clock + offset, length - offset);
    }

    @Override
    public Struct to(long shorter) {
      return new Skip(client, clock, shorter);
    }
  }

  /// Where an item is that has no neighbours to tell it.
  ///
  /// @param root the name of the root it is in, or null
  /// @param item the item it is in, or null
  /// @param key its key there, if it is an entry and no element
  record Parent(@Nullable String root, @Nullable Id item, @Nullable String key) {}

  /// Elements with their content.
  ///
  /// @param left what was on the left of the first one when it was inserted
  /// @param right what was on the right of all of them
  /// @param parent null if a neighbour is there to tell it
  /// @param entry whether it is known to be an entry with a key
  record Item(
      long client,
      long clock,
      @Nullable Id left,
      @Nullable Id right,
      @Nullable Parent parent,
      boolean entry,
      Content content)
      implements Struct {
    @Override
    public long length() {
      return content.length();
    }

    @Override
    public Struct from(long offset) {
      var before = new Id(client, clock + offset - 1);
      var rest = content.from((int) offset);
      return new Item(client, clock + offset, before, right, null, entry, rest);
    }

    @Override
    public Struct to(long shorter) {
      return with(content.to((int) shorter));
    }

    Item with(Content other) {
      return new Item(client, clock, left, right, parent, entry, other);
    }
  }
}
