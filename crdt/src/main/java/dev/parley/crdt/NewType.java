package dev.parley.crdt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A shared type that is to be inserted, with its first content. What it holds may be new types
/// again.
public sealed interface NewType {
  record NewMap(Map<String, ? extends @Nullable Object> entries) implements NewType {}

  record NewArray(List<? extends @Nullable Object> items) implements NewType {}

  record NewText(String text) implements NewType {}

  record NewXmlText(String text) implements NewType {}

  record NewXmlElement(
      String name,
      Map<String, ? extends @Nullable Object> attributes,
      List<? extends NewType> children)
      implements NewType {}

  record NewXmlFragment(List<? extends NewType> children) implements NewType {}

  /// A document that is mentioned in this one.
  record NewDocument(String guid) implements NewType {}
}
