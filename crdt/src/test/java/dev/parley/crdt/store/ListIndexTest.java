package dev.parley.crdt.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.crdt.codec.Limits;
import dev.parley.crdt.codec.UpdateFormat;
import dev.parley.crdt.content.Kind;
import dev.parley.crdt.ids.StateVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two who edit one long text, each with an index that the other's edits pass through as well.
class ListIndexTest {
  private static final int STEPS = 2_000;

  private final List<BlockStore> stores = List.of(store(1), store(2));

  private static BlockStore store(long client) {
    var quiet =
        new BlockStore.Hooks() {
          @Override
          public void changed(Transaction transaction) {}

          @Override
          public void committed(Transaction transaction) {}

          @Override
          public boolean observing() {
            return false;
          }
        };
    return new BlockStore(
        client, () -> client, new BlockStore.Options(true, true, Limits.DEFAULT), quiet);
  }

  private static Branch text(BlockStore store) {
    return store.root("t", Branch.TEXT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void indexesAndAttributesAreThoseOfAWalkFromTheStart(long seed) {
    var random = new Random(seed);
    for (var step = 0; step < STEPS; step++) {
      var store = stores.get(random.nextInt(2));
      store.transact(null, true, () -> edit(store, random));
      if (random.nextInt(4) == 0) exchange(random);
      if (step % 50 == 0) for (var each : stores) compare(text(each), random);
    }
    exchange(random);
    exchange(random);
    for (var each : stores) compare(text(each), random);
  }

  private static void edit(BlockStore store, Random random) {
    var text = text(store);
    var at = random.nextInt(text.length() + 1);
    var rest = Math.min(text.length() - at, 1 + random.nextInt(20));
    switch (random.nextInt(rest == 0 ? 1 : 8)) {
      case 0, 1, 2, 3, 4 -> TextEdits.insert(store, text, at, "word", null);
      case 5 -> TextEdits.delete(store, text, at, rest);
      default -> TextEdits.format(store, text, at, rest, format(random));
    }
  }

  private static Map<String, @Nullable Object> format(Random random) {
    var attributes = new LinkedHashMap<String, @Nullable Object>();
    attributes.put("abc".charAt(random.nextInt(3)) + "", random.nextInt(3) == 0 ? null : 7L);
    return attributes;
  }

  private void exchange(Random random) {
    var from = random.nextInt(2);
    var to = stores.get(1 - from);
    var known = StateEncoding.vector(to);
    var update = StateEncoding.state(stores.get(from), UpdateFormat.V1, known);
    UpdateApplication.apply(to, UpdateFormat.V1, update, "other");
    assertThat(StateEncoding.vector(to)).isNotEqualTo(StateVector.EMPTY);
  }

  private static void compare(Branch text, Random random) {
    var items = new ArrayList<Item>();
    for (var item = text.start; item != null; item = item.right) items.add(item);
    for (var i = 0; i < 40 && text.length > 0; i++) {
      var item = items.get(random.nextInt(items.size()));
      var attributes = ListIndex.through(new LinkedHashMap<>(), text.start, item);
      assertThat(List.copyOf(text.attributesBefore(item).entrySet()))
          .isEqualTo(List.copyOf(attributes.entrySet()));
      var index = 0;
      for (var left = item.left; left != null; left = left.left) {
        if (left.visible()) index += left.length;
      }
      assertThat(text.indexOf(item)).isEqualTo(index);
      if (!item.visible()) continue;
      var offset = random.nextInt(item.length);
      assertThat(text.element(index + offset)).isEqualTo(new BlockStore.Element(item, offset));
    }
    assertThat(items.stream().filter(item -> item.kind != Kind.FORMAT && item.visible()).count())
        .isGreaterThan(text.length == 0 ? -1 : 0);
  }
}
