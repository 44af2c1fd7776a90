package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A list of values and shared types.
public final class SharedArray extends SharedType {
  SharedArray(Doc doc, Branch branch) {
    super(doc, branch);
  }

  /// Inserts a value, or a [NewType].
  public void insert(int index, @Nullable Object value) {
    insertAll(index, Arrays.asList(value));
  }

  public void insertAll(int index, List<? extends @Nullable Object> values) {
    var stored = Values.allToStore(doc, values);
    edit(() -> Edits.insert(doc.store, branch, index, stored));
  }

  /// Appends a value, or a [NewType].
  public void add(@Nullable Object value) {
    addAll(Arrays.asList(value));
  }

  /// Appends behind all that is, or ever was, in the list.
  public void addAll(List<? extends @Nullable Object> values) {
    var stored = Values.allToStore(doc, values);
    edit(() -> Edits.push(doc.store, branch, stored));
  }

  public void delete(int index, int length) {
    edit(() -> Edits.delete(doc.store, branch, index, length));
  }

  public @Nullable Object get(int index) {
    return Reading.at(doc, branch, index);
  }

  /// The values from one index to another, that excluded.
  public List<@Nullable Object> slice(int from, int to) {
    return Reading.values(doc, branch, from, to);
  }

  public List<@Nullable Object> toList() {
    return Reading.values(doc, branch);
  }

  public Stream<@Nullable Object> stream() {
    return toList().stream();
  }

  @Override
  public List<@Nullable Object> toJson() {
    var json = new ArrayList<@Nullable Object>(length());
    for (var value : toList()) json.add(Values.plain(value));
    return json;
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
