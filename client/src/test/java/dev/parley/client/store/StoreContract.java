package dev.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every store does.
abstract class StoreContract {
  abstract Store store();

  @Test
  void aValueIsFoundAgainAndReplaced() {
    var store = store();
    store.put("a/1", "one");
    store.put("a/1", "two\n🙂\u0000");
    assertThat(store.get("a/1")).contains("two\n🙂\u0000");
    assertThat(store.get("a/2")).isEmpty();
  }

  @Test
  void whatIsRemovedIsGone() {
    var store = store();
    store.put("a", "one");
    store.remove("a");
    store.remove("a");
    assertThat(store.get("a")).isEmpty();
    assertThat(store.entries("")).isEmpty();
  }

  @Test
  void entriesAreThoseOfThePrefixByKey() {
    var store = store();
    for (var key : new String[] {"b/2", "a/1", "b/1", "b", "c/1"}) store.put(key, "of " + key);
    assertThat(store.entries("b/")).hasToString("{b/1=of b/1, b/2=of b/2}");
  }

  @Test
  void keysMayBeLongAndHoldAnything() {
    var store = store();
    var key = "device/../..\\" + "x".repeat(1_000) + "/Zoë:*?\n";
    store.put(key, "one");
    assertThat(store.get(key)).contains("one");
    assertThat(store.entries("device/..")).containsOnlyKeys(key);
  }
}
