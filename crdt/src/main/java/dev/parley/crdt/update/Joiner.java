package dev.parley.crdt.update;

import dev.parley.crdt.codec.Id;
import dev.parley.crdt.ids.IdRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Joins neighbours that a document would join, given that they are neighbours there too. If they
/// are not, it takes them apart again, for an element's place does not depend on its struct.
/// Belongs to one thread.
final class Joiner {
  private final IdRanges deletes;
  private final StructWriter target;
  private @Nullable Struct first;
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();
  private long end;
  private boolean grown;

  Joiner(IdRanges deletes, StructWriter target) {
    this.deletes = deletes;
    this.target = target;
  }

  /// The next struct: behind the one before without a hole, or another client's.
  void add(Struct struct) {
    var run = first;
    if (run == null || !joins(run, struct)) {
      flush();
      first = struct;
    } else {
      if (!grown) take(run);
      grown = true;
      take(struct);
    }
    end = struct.end();
  }

  /// Passes on what was not passed on yet.
  void flush() {
    if (first != null) target.add(grown ? joined(first) : first);
    first = null;
    grown = false;
    text.setLength(0);
    values.clear();
  }

  private boolean joins(Struct run, Struct next) {
    if (run.client() != next.client() || end != next.clock()) return false;
    return switch (next) {
      case Struct.Gc gc -> run instanceof Struct.Gc;
      case Struct.Skip skip -> run instanceof Struct.Skip;
      case Struct.Item item -> run instanceof Struct.Item before && joins(before, item);
    };
  }

  private boolean joins(Struct.Item run, Struct.Item next) {
    return run.content().ref() == next.content().ref()
        && isJoinable(run, next)
        && isBehind(next.left(), run.client(), end - 1)
        && Objects.equals(run.right(), next.right())
        && isDeleted(run.client(), end - 1) == isDeleted(next.client(), next.clock());
  }

  /// Of the values of an entry only the last one counts, so they stay apart.
  private static boolean isJoinable(Struct.Item run, Struct.Item next) {
    return switch (next.content()) {
      case Content.Deleted deleted -> true;
      case Content.Text text -> true;
      case Content.JsonTexts texts -> !run.entry() && !next.entry();
      case Content.Values values -> !run.entry() && !next.entry();
      case Content.Binary one -> false;
      case Content.Embed one -> false;
      case Content.Format one -> false;
      case Content.Type one -> false;
      case Content.Subdocument one -> false;
    };
  }

  private static boolean isBehind(@Nullable Id left, long client, long clock) {
    return left != null && left.clock() == clock && left.client() == client;
  }

  private boolean isDeleted(long client, long clock) {
    return deletes.contains(client, clock, 1);
  }

  private void take(Struct struct) {
    if (!(struct instanceof Struct.Item item)) return;
    switch (item.content()) {
      case Content.Text more -> text.append(more.text());
      case Content.JsonTexts more -> values.addAll(more.texts());
      case Content.Values more -> values.addAll(more.values());
      default -> {}
    }
  }

  private Struct joined(Struct run) {
    var length = end - run.clock();
    return switch (run) {
      case Struct.Gc gc -> new Struct.Gc(gc.client(), gc.clock(), length);
      case Struct.Skip skip -> new Struct.Skip(skip.client(), skip.clock(), length);
      case Struct.Item item -> item.with(joined(item.content(), length));
    };
  }

  private Content joined(Content content, long length) {
    return switch (content) {
      case Content.Text one -> new Content.Text(text.toString());
      case Content.JsonTexts one -> new Content.JsonTexts(texts());
      case Content.Values one -> new Content.Values(new ArrayList<>(values));
      default -> new Content.Deleted(length);
    };
  }

  private List<String> texts() {
    return values.stream().map(String::valueOf).toList();
  }
}
