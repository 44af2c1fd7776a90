import { type Conversation, type KeyValueStore, MemoryStore, type Message } from '@parley/sdk';
import { clear, createStore, del, entries, get, set } from 'idb-keyval';
import { isOfTask, type State } from './state.ts';

const session = createStore('parley', 'session');
const talk = createStore('parley-talk', 'talk');

/** The SDK's store in the browser's database: the session, and messages still to be sent. */
const kept: KeyValueStore = {
  get: (key) => get(key, session),
  set: (key, value) => set(key, value, session),
  delete: (key) => del(key, session),
  async entries(prefix) {
    const all = await entries<string, unknown>(session);
    return all.filter(([key]) => key.startsWith(prefix));
  },
};

const memory = new MemoryStore();

/** Where the browser forbids its database, the session lasts as long as the page. */
export const browserStore: KeyValueStore = {
  get: (key) => kept.get(key).catch(() => memory.get(key)),
  set: (key, value) => kept.set(key, value).catch(() => memory.set(key, value)),
  delete: (key) => kept.delete(key).catch(() => memory.delete(key)),
  entries: (prefix) => kept.entries(prefix).catch(() => memory.entries(prefix)),
};

const SAVE_AFTER_MS = 600;
const CONVERSATIONS_KEPT = 200;
const MESSAGES_KEPT = 60;

interface Kept {
  workspace: string | null;
  conversations: Conversation[];
  names: Record<string, string>;
}

/** What was last known, so that the list opens before the network answers. */
export class Cache {
  readonly #userId: string;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #latest: State | null = null;
  #saved: State | null = null;

  constructor(userId: string) {
    this.#userId = userId;
  }

  load(): Promise<Kept | undefined> {
    return get<Kept>(`list/${this.#userId}`, talk).catch(() => undefined);
  }

  messages(conversationId: string): Promise<Message[] | undefined> {
    return get<Message[]>(`messages/${this.#userId}/${conversationId}`, talk).catch(
      () => undefined,
    );
  }

  /** Saves a little later, so that a busy minute is one write. */
  save(state: State): void {
    this.#latest = state;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#write().catch(() => undefined);
    }, SAVE_AFTER_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  static async clear(): Promise<void> {
    await clear(talk).catch(() => undefined);
  }

  async #write(): Promise<void> {
    const state = this.#latest;
    const saved = this.#saved;
    if (state === null || state === saved) return;
    this.#saved = state;
    if (state.list === 'ready' && state.conversations !== saved?.conversations) {
      const conversations = Object.values(state.conversations)
        .filter((each) => !isOfTask(each))
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
        .slice(0, CONVERSATIONS_KEPT);
      const { workspace, names } = state;
      const kept: Kept = { workspace, conversations, names };
      await set(`list/${this.#userId}`, kept, talk);
    }
    for (const [id, loaded] of Object.entries(state.loaded)) {
      const same = loaded.messages === saved?.loaded[id]?.messages;
      if (same || loaded.phase !== 'ready' || loaded.hasNewer || loaded.stale) continue;
      await set(`messages/${this.#userId}/${id}`, loaded.messages.slice(-MESSAGES_KEPT), talk);
    }
  }
}
