package dev.parley.crdt;

import dev.parley.crdt.store.Branch;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A text among XML elements.
public final class XmlText extends Text {
  XmlText(Doc doc, Branch branch) {
    super(doc, branch);
  }

  /// The text with its formats as elements around it.
  public String toXml() {
    var xml = new StringBuilder();
    for (var op : toDelta().ops()) {
      if (op instanceof Delta.Op.Insert(var insert, var attributes)) {
        wrap(xml, Values.text(insert), new TreeMap<>(attributes));
      }
    }
    return xml.toString();
  }

  private static void wrap(
      StringBuilder xml, String text, NavigableMap<String, @Nullable Object> formats) {
    formats.forEach((name, value) -> {
      xml.append('<').append(name);
      members(value)
          .forEach((key, member) ->
              xml.append(' ').append(key).append("=\"").append(member).append('"'));
      xml.append('>');
    });
    xml.append(text);
    for (var name : formats.descendingKeySet()) xml.append("</").append(name).append('>');
  }

  /// What JavaScript's `for in` finds in a value, by key.
  private static Map<String, String> members(@Nullable Object value) {
    var members = new TreeMap<String, String>();
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, each) -> members.put((String) key, text(each)));
      case List<?> list -> {
        for (var i = 0; i < list.size(); i++) members.put("" + i, text(list.get(i)));
      }
      case String string -> {
        for (var i = 0; i < string.length(); i++) members.put("" + i, "" + string.charAt(i));
      }
      case null, default -> {}
    }
    return members;
  }

  private static String text(@Nullable Object value) {
    return Values.text(value);
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
