package dev.parley.crdt;

import dev.parley.crdt.codec.Json;
import dev.parley.crdt.codec.Undefined;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.content.Subdocument;
import dev.parley.crdt.store.Branch;
import dev.parley.crdt.store.Edits;
import dev.parley.crdt.store.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Between what items hold and what programs see.
final class Values {
  private Values() {}

  /// The values of all elements of an item that is no text and no format.
  static List<@Nullable Object> of(Doc doc, Item item) {
    var values = new ArrayList<@Nullable Object>(item.length());
    for (var i = 0; i < item.length(); i++) values.add(at(doc, item, i));
    return values;
  }

  static @Nullable Object at(Doc doc, Item item, int offset) {
    var payload = item.payload();
    return switch (item.kind()) {
      case Kind.ANY -> ((@Nullable Object[]) item.content())[offset];
      case Kind.JSON -> json((String) ((Object[]) item.content())[offset]);
      case Kind.STRING -> String.valueOf(((CharSequence) item.content()).charAt(offset));
      case Kind.TYPE -> doc.view((Branch) item.content());
      case Kind.BINARY -> ((byte[]) item.content()).clone();
      default -> payload;
    };
  }

  private static @Nullable Object json(String text) {
    return text.equals("undefined") ? Undefined.UNDEFINED : Json.parse(text);
  }

  /// A value without shared types.
  static @Nullable Object plain(@Nullable Object value) {
    return value instanceof SharedType type
        ? type.doc.<@Nullable Object>within(type::toJson)
        : value;
  }

  /// What an item is to hold for a value that a program gives.
  static @Nullable Object toStore(Doc doc, @Nullable Object value) {
    return switch (value) {
      case NewType.NewDocument(var guid) -> new Subdocument(guid, Map.of());
      case NewType type -> branch(doc, type);
      case null, default -> Edits.value(value);
    };
  }

  static List<@Nullable Object> allToStore(Doc doc, List<? extends @Nullable Object> values) {
    var result = new ArrayList<@Nullable Object>(values.size());
    for (var value : values) result.add(toStore(doc, value));
    return result;
  }

  private static Branch branch(Doc doc, NewType type) {
    return switch (type) {
      case NewType.NewMap(var entries) ->
          Edits.branch(Branch.MAP, null, b -> doc.viewMap(b).putAll(entries));
      case NewType.NewArray(var items) ->
          Edits.branch(Branch.ARRAY, null, b -> doc.viewArray(b).insertAll(0, items));
      case NewType.NewText(var text) ->
          Edits.branch(Branch.TEXT, null, b -> doc.viewText(b).insert(0, text));
      case NewType.NewXmlText(var text) ->
          Edits.branch(Branch.XML_TEXT, null, b -> doc.viewText(b).insert(0, text));
      case NewType.NewXmlFragment(var children) ->
          Edits.branch(Branch.XML_FRAGMENT, null, b -> doc.viewXml(b).insertAll(0, children));
      case NewType.NewXmlElement(var name, var attributes, var children) ->
          Edits.branch(
              Branch.XML_ELEMENT,
              name,
              b -> {
                var element = (XmlElement) doc.viewXml(b);
                element.insertAll(0, children);
                attributes.forEach(element::setAttribute);
              });
      case NewType.NewDocument document -> throw new IllegalStateException(document.toString());
    };
  }

  static Map<String, @Nullable Object> attributes(Map<String, ? extends @Nullable Object> given) {
    var attributes = new LinkedHashMap<String, @Nullable Object>();
    given.forEach((key, value) -> attributes.put(key, Edits.value(value)));
    return attributes;
  }

  /// As JavaScript writes a value into a text.
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Undefined undefined -> "undefined";
      case String text -> text;
      case SharedMap map -> "[object Object]";
      case SharedArray array -> "[object Object]";
      case SharedType type -> type.doc.<String>within(type::toString);
      case List<?> list -> joined(list);
      case byte[] bytes -> joined(bytes);
      case Map<?, ?> map -> "[object Object]";
      case Subdocument document -> "[object Object]";
      case Boolean bool -> bool.toString();
      case java.math.BigInteger number -> number.toString();
      case Double number when !Double.isFinite(number) -> number.toString();
      default -> Json.text(value);
    };
  }

  private static String joined(byte[] bytes) {
    var parts = new ArrayList<String>();
    for (var b : bytes) parts.add(String.valueOf(b & 0xff));
    return String.join(",", parts);
  }

  private static String joined(List<? extends @Nullable Object> list) {
    var parts = new ArrayList<String>();
    for (var value : list) {
      parts.add(value == null || value == Undefined.UNDEFINED ? "" : text(value));
    }
    return String.join(",", parts);
  }
}
