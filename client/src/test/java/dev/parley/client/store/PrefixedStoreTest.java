package dev.parley.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixedStoreTest extends StoreContract {
  private final MemoryStore whole = new MemoryStore();

  @Override
  Store store() {
    return whole.under("mine/");
  }

  @Test
  void whatIsUnderAnotherPrefixIsNotSeen() {
    whole.under("yours/").put("a", "theirs");
    whole.put("a", "nobody's");
    var mine = store();
    assertThat(mine.get("a")).isEmpty();
    assertThat(mine.entries("")).isEmpty();
    mine.put("a", "mine");
    mine.remove("a");
    assertThat(whole.entries("")).containsOnlyKeys("a", "yours/a");
  }
}
