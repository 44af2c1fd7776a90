package dev.parley.client.store;

class MemoryStoreTest extends StoreContract {
  @Override
  Store store() {
    return new MemoryStore();
  }
}
