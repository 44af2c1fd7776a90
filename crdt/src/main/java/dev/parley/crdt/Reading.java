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
    if (index < 0 || index >= branch.length()) throw new IndexOutOfBoundsException(index);
    var rest = index;
    for (var item = branch.start(); item != null; item = item.right()) {
      if (!item.visible()) continue;
      if (rest < item.length()) return Values.at(doc, item, rest);
      rest -= item.length();
    }
    throw new IndexOutOfBoundsException(index);
  }

  static List<@Nullable Object> values(Doc doc, Branch branch) {
    var values = new ArrayList<@Nullable Object>(branch.length());
    for (var item = branch.start(); item != null; item = item.right()) {
      if (item.visible()) values.addAll(Values.of(doc, item));
    }
    return values;
  }

  /// How many visible elements stand before an item.
  static int indexOf(Item item) {
    var index = 0;
    for (var left = item.left(); left != null; left = left.left()) {
      if (left.visible()) index += left.length();
    }
    return index;
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
