/** Where the client keeps what must outlive the page: credentials and messages still to be sent. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  entries(prefix: string): Promise<[string, unknown][]>;
}

/** The part of a store that one server's client uses: what another server gave is not for this one. */
export function storeOf(store: KeyValueStore, baseUrl: string): KeyValueStore {
  const server = `${new URL(baseUrl).origin}/`;
  return {
    get: (key) => store.get(server + key),
    set: (key, value) => store.set(server + key, value),
    delete: (key) => store.delete(server + key),
    async entries(prefix) {
      const found = await store.entries(server + prefix);
      return found.map(([key, value]) => [key.slice(server.length), value]);
    },
  };
}

/** Forgets everything with the process. */
export class MemoryStore implements KeyValueStore {
  readonly #values = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return this.#values.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.#values.set(key, structuredClone(value));
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key);
  }

  async entries(prefix: string): Promise<[string, unknown][]> {
    return [...this.#values].filter(([key]) => key.startsWith(prefix));
  }
}
