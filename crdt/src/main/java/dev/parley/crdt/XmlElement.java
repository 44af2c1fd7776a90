package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An XML element with attributes and children. Attributes may have values other than texts.
public final class XmlElement extends XmlFragment {
  XmlElement(Doc doc, Branch branch) {
    super(doc, branch);
  }

  public String name() {
    var name = branch.item() == null ? null : branch.name();
    return name == null ? "UNDEFINED" : name;
  }

  public void setAttribute(String key, @Nullable Object value) {
    var stored = Values.toStore(doc, value);
    edit(() -> Edits.set(doc.store, branch, key, stored));
  }

  public void removeAttribute(String key) {
    edit(() -> Edits.remove(doc.store, branch, key));
  }

  public @Nullable Object attribute(String key) {
    return Reading.entry(doc, branch, key);
  }

  public Map<String, @Nullable Object> attributes() {
    return Reading.entries(doc, branch);
  }

  @Override
  public String toXml() {
    var name = name().toLowerCase(Locale.ROOT);
    var xml = new StringBuilder("<").append(name);
    new TreeMap<>(attributes())
        .forEach((key, value) ->
            xml.append(' ').append(key).append("=\"").append(Values.text(value)).append('"'));
    return xml.append('>').append(super.toXml()).append("</").append(name).append('>').toString();
  }
}
