package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values and shared types by key. Of several who set the same key at once, one wins.
public final class SharedMap extends SharedType {
  SharedMap(Doc doc, Branch branch) {
    super(doc, branch);
  }

  /// Sets a key to a value, or to a [NewType].
  public void put(String key, @Nullable Object value) {
    var stored = Values.toStore(doc, value);
    edit(() -> Edits.set(doc.store, branch, key, stored));
  }

  public void putAll(Map<String, ? extends @Nullable Object> entries) {
    edit(() -> entries.forEach(this::put));
  }

  public void remove(String key) {
    edit(() -> Edits.remove(doc.store, branch, key));
  }

  public void clear() {
    edit(() -> keySet().forEach(this::remove));
  }

  /// The value of a key; null also if there is none.
  public @Nullable Object get(String key) {
    return Reading.entry(doc, branch, key);
  }

  public boolean containsKey(String key) {
    return Reading.hasEntry(branch, key);
  }

  public int size() {
    return keySet().size();
  }

  public Set<String> keySet() {
    return toMap().keySet();
  }

  public Map<String, @Nullable Object> toMap() {
    return Reading.entries(doc, branch);
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    toMap().forEach((key, value) -> json.put(key, Values.plain(value)));
    return json;
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
