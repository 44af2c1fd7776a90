package dev.parley.gateway.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What can be reached from an object through fields of our own classes, collections and arrays:
/// whatever is reachable is not forgotten.
final class Reach {
  private static final String OURS = "dev.parley.gateway.";
  private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> ahead = new ArrayDeque<>();

  private Reach() {}

  /// The objects of these classes, by their names in [#OURS].
  static List<Object> from(Object root, Set<String> names) {
    var reach = new Reach();
    reach.see(root);
    while (!reach.ahead.isEmpty()) reach.lookInto(reach.ahead.remove());
    return reach.seen.stream()
        .filter(one -> names.contains(one.getClass().getName().replace(OURS, "")))
        .toList();
  }

  private void see(@Nullable Object object) {
    if (object != null && seen.add(object)) ahead.add(object);
  }

  private void lookInto(Object object) {
    switch (object) {
      case Object[] array -> {
        for (var one : array) see(one);
      }
      case Collection<?> all -> all.forEach(this::see);
      case Map<?, ?> map -> map.values().forEach(this::see);
      case Optional<?> maybe -> maybe.ifPresent(this::see);
      case AtomicReference<?> reference -> see(reference.get());
      default -> lookIntoFields(object);
    }
  }

  private void lookIntoFields(Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (!type.getName().startsWith(OURS) || type.getPackageName().endsWith("simulation")) return;
      for (var field : FIELDS.computeIfAbsent(type, Reach::fields)) see(value(field, object));
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (var field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) continue;
      field.setAccessible(true);
      fields.add(field);
    }
    return fields;
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
