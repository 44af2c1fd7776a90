package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the list and the entries of a type.
final class Reading {
  private Reading() {}

  static @Nullable Object at(Doc doc, Branch branch, int index) {
    var element = branch.element(index);
    return Values.at(doc, element.item(), element.offset());
  }

  /// The values from one index to another, that excluded.
  static List<@Nullable Object> values(Doc doc, Branch branch, int from, int to) {
    if (from < 0 || to < from || to > branch.length()) {
      throw new IndexOutOfBoundsException(from + " to " + to);
    }
    var values = new ArrayList<@Nullable Object>(to - from);
    if (from == to) return values;
    var first = branch.element(from);
    var offset = first.offset();
    @Nullable Item item = first.item();
    for (; item != null && values.size() < to - from; item = item.right()) {
      if (!item.visible()) continue;
      var end = Math.min(item.length(), offset + to - from - values.size());
      for (var i = offset; i < end; i++) values.add(Values.at(doc, item, i));
      offset = 0;
    }
    return values;
  }

  static List<@Nullable Object> values(Doc doc, Branch branch) {
    var values = new ArrayList<@Nullable Object>(branch.length());
    for (var item = branch.start(); item != null; item = item.right()) {
      if (item.visible()) values.addAll(Values.of(doc, item));
    }
    return values;
  }

  static boolean hasEntry(Branch branch, String key) {
    var item = branch.entries().get(key);
    return item != null && !item.deleted();
  }

  static @Nullable Object entry(Doc doc, Branch branch, String key) {
    var item = branch.entries().get(key);
    if (item == null || item.deleted()) return null;
    return Values.at(doc, item, item.length() - 1);
  }

  static Map<String, @Nullable Object> entries(Doc doc, Branch branch) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    branch
        .entries()
        .forEach((key, item) -> {
          if (!item.deleted()) values.put(key, Values.at(doc, item, item.length() - 1));
        });
    return values;
  }
}
