package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of XML elements and texts.
public sealed class XmlFragment extends SharedType permits XmlElement {
  XmlFragment(Doc doc, Branch branch) {
    super(doc, branch);
  }

  public void insert(int index, NewType child) {
    insertAll(index, List.of(child));
  }

  public void insertAll(int index, List<? extends NewType> children) {
    var stored = Values.allToStore(doc, children);
    edit(() -> Edits.insert(doc.store, branch, index, stored));
  }

  public void delete(int index, int length) {
    edit(() -> Edits.delete(doc.store, branch, index, length));
  }

  public @Nullable Object get(int index) {
    return Reading.at(doc, branch, index);
  }

  public List<@Nullable Object> children() {
    return Reading.values(doc, branch);
  }

  public String toXml() {
    var xml = new StringBuilder();
    for (var child : children()) xml.append(Values.text(child));
    return xml.toString();
  }

  @Override
  public String toJson() {
    return toXml();
  }

  @Override
  public String toString() {
    return toXml();
  }
}
