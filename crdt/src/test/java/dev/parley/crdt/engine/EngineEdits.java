package dev.parley.crdt.engine;

import dev.parley.crdt.Delta;
import dev.parley.crdt.NewType;
import dev.parley.crdt.SharedArray;
import dev.parley.crdt.SharedMap;
import dev.parley.crdt.SharedType;
import dev.parley.crdt.Text;
import dev.parley.crdt.XmlElement;
import dev.parley.crdt.XmlFragment;
import dev.parley.crdt.fixtures.DeltaStep;
import dev.parley.crdt.fixtures.Operation;
import dev.parley.crdt.fixtures.Operation.ArrayDelete;
import dev.parley.crdt.fixtures.Operation.ArrayInsert;
import dev.parley.crdt.fixtures.Operation.ArrayPush;
import dev.parley.crdt.fixtures.Operation.MapClear;
import dev.parley.crdt.fixtures.Operation.MapDelete;
import dev.parley.crdt.fixtures.Operation.MapSet;
import dev.parley.crdt.fixtures.Operation.TextDelete;
import dev.parley.crdt.fixtures.Operation.TextDelta;
import dev.parley.crdt.fixtures.Operation.TextEmbed;
import dev.parley.crdt.fixtures.Operation.TextFormat;
import dev.parley.crdt.fixtures.Operation.TextInsert;
import dev.parley.crdt.fixtures.Operation.TextRemoveAttribute;
import dev.parley.crdt.fixtures.Operation.TextSetAttribute;
import dev.parley.crdt.fixtures.Operation.XmlDelete;
import dev.parley.crdt.fixtures.Operation.XmlInsert;
import dev.parley.crdt.fixtures.Operation.XmlRemoveAttribute;
import dev.parley.crdt.fixtures.Operation.XmlSetAttribute;
import dev.parley.crdt.fixtures.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Edits the engine's types as histories say.
final class EngineEdits {
  private EngineEdits() {}

  static SharedType resolve(Function<String, SharedType> roots, Target target) {
    var type = roots.apply(target.root());
    for (var hop : target.path()) type = child(type, hop);
    return type;
  }

  static SharedType child(SharedType type, Target.Hop hop) {
    var child =
        switch (hop) {
          case Target.Key(var key) -> ((SharedMap) type).get(key);
          case Target.Index(var index) ->
              switch (type) {
                case SharedArray array -> array.get(index);
                case XmlFragment xml -> xml.get(index);
                case Text text -> embed(text, index);
                case SharedMap map -> throw new IllegalArgumentException(map.toString());
              };
        };
    if (child instanceof SharedType found) return found;
    throw new IllegalArgumentException("nothing at " + hop);
  }

  private static @Nullable Object embed(Text text, int index) {
    var at = 0;
    for (var op : text.toDelta().ops()) {
      if (!(op instanceof Delta.Op.Insert insert)) continue;
      if (at == index) return insert.insert();
      at += insert.insert() instanceof String s ? s.length() : 1;
    }
    return null;
  }

  static void perform(Operation operation, SharedType type) {
    switch (operation) {
      case TextInsert(_, var index, var text, var attributes) -> {
        if (attributes.isEmpty()) ((Text) type).insert(index, text);
        else ((Text) type).insert(index, text, attributes.get());
      }
      case TextEmbed(_, var index, var embed, var attributes) ->
          ((Text) type).insertEmbed(index, value(embed), attributes.orElse(Map.of()));
      case TextDelete(_, var index, var length) -> ((Text) type).delete(index, length);
      case TextFormat(_, var index, var length, var attributes) ->
          ((Text) type).format(index, length, attributes);
      case TextDelta(_, var delta) -> ((Text) type).applyDelta(delta(delta));
      case TextSetAttribute(_, var key, var value) -> ((Text) type).setAttribute(key, value(value));
      case TextRemoveAttribute(_, var key) -> ((Text) type).removeAttribute(key);
      case ArrayInsert(_, var index, var values) ->
          ((SharedArray) type).insertAll(index, values(values));
      case ArrayPush(_, var values) -> ((SharedArray) type).addAll(values(values));
      case ArrayDelete(_, var index, var length) -> ((SharedArray) type).delete(index, length);
      case MapSet(_, var key, var value) -> ((SharedMap) type).put(key, value(value));
      case MapDelete(_, var key) -> ((SharedMap) type).remove(key);
      case MapClear _ -> ((SharedMap) type).clear();
      case XmlInsert(_, var index, var nodes) ->
          ((XmlFragment) type).insertAll(index, nodes(nodes));
      case XmlDelete(_, var index, var length) -> ((XmlFragment) type).delete(index, length);
      case XmlSetAttribute(_, var key, var value) ->
          ((XmlElement) type).setAttribute(key, value(value));
      case XmlRemoveAttribute(_, var key) -> ((XmlElement) type).removeAttribute(key);
    }
  }

  private static Delta delta(List<DeltaStep> steps) {
    var delta = Delta.builder();
    for (var step : steps) {
      switch (step) {
        case DeltaStep.Insert(var insert, var attributes) ->
            delta.insert(value(insert), attributes.orElse(Map.of()));
        case DeltaStep.Retain(var length, var attributes) ->
            delta.retain(length, attributes.orElse(Map.of()));
        case DeltaStep.Delete(var length) -> delta.delete(length);
      }
    }
    return delta.build();
  }

  private static List<@Nullable Object> values(List<? extends @Nullable Object> values) {
    var result = new ArrayList<@Nullable Object>();
    for (var value : values) result.add(value(value));
    return result;
  }

  private static List<NewType> nodes(List<? extends @Nullable Object> nodes) {
    var result = new ArrayList<NewType>();
    for (var node : values(nodes)) if (node instanceof NewType type) result.add(type);
    return result;
  }

  private static Map<String, @Nullable Object> entries(Map<String, @Nullable Object> entries) {
    var result = new LinkedHashMap<String, @Nullable Object>();
    entries.forEach((key, value) -> result.put(key, value(value)));
    return result;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (!(value instanceof dev.parley.crdt.fixtures.NewType type)) return value;
    return switch (type) {
      case dev.parley.crdt.fixtures.NewType.NewMap(var entries) ->
          new NewType.NewMap(entries(entries));
      case dev.parley.crdt.fixtures.NewType.NewArray(var items) ->
          new NewType.NewArray(values(items));
      case dev.parley.crdt.fixtures.NewType.NewText(var text) -> new NewType.NewText(text);
      case dev.parley.crdt.fixtures.NewType.NewXmlText(var text) -> new NewType.NewXmlText(text);
      case dev.parley.crdt.fixtures.NewType.NewXmlElement(var name, var attributes, var children) ->
          new NewType.NewXmlElement(name, entries(attributes), nodes(children));
      case dev.parley.crdt.fixtures.NewType.NewXmlFragment(var children) ->
          new NewType.NewXmlFragment(nodes(children));
      case dev.parley.crdt.fixtures.NewType.NewDoc(var guid) -> new NewType.NewDocument(guid);
    };
  }
}
