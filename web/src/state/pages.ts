import { type Parley, ParleyError } from '@parley/sdk';
import type { Cache } from './cache.ts';
import { forget } from './events.ts';
import { freshen, loading, open, type Page, rest, trim, withNewer, withOlder } from './loaded.ts';
import type { Loaded, State } from './state.ts';
import type { Store } from './store.ts';

const PAGE = 60;
const CONTEXT = 20;
const KEPT_AT_REST = 120;
const OPEN_MAX = 3_000;
const KEPT_OPEN = 600;

/** Loads the messages of the conversations that are looked at, page by page, both ways. */
export class Pages {
  readonly #parley: Parley;
  readonly #store: Store<State>;
  readonly #cache: Cache;
  readonly #fetchConversation: (id: string) => Promise<void>;
  readonly #fetching = new Set<string>();

  constructor(parts: {
    parley: Parley;
    store: Store<State>;
    cache: Cache;
    fetchConversation: (id: string) => Promise<void>;
  }) {
    this.#parley = parts.parley;
    this.#store = parts.store;
    this.#cache = parts.cache;
    this.#fetchConversation = parts.fetchConversation;
  }

  /** Makes sure that a conversation and its messages around the first unread one are loaded. */
  async open(id: string): Promise<void> {
    if (!(await this.#known(id))) return;
    const loaded = this.#store.get().loaded[id];
    if (loaded?.phase === 'ready' && !loaded.stale) return;
    if (loaded === undefined || loaded.phase === 'failed') {
      this.#set(id, loading);
      await this.#restore(id);
    }
    await this.#once(`open ${id}`, () => this.#first(id));
  }

  /** There is a connection again: what could not be loaded or compared is tried once more. */
  retry(): void {
    for (const [id, { phase, stale }] of Object.entries(this.#store.get().loaded)) {
      if (phase === 'failed' || stale) void this.open(id);
    }
  }

  /** Lets go of most of what a conversation holds once nobody looks at it. */
  leave(id: string): void {
    const loaded = this.#store.get().loaded[id];
    if (loaded === undefined || loaded.phase === 'loading') return;
    const kept = rest(loaded, KEPT_AT_REST);
    this.#store.update((state) => {
      const { [id]: _gone, ...others } = state.loaded;
      return { ...state, loaded: kept === null ? others : { ...others, [id]: kept } };
    });
  }

  /** For a reader at the end who has been there for long. */
  trim(id: string): void {
    const loaded = this.#store.get().loaded[id];
    if (loaded !== undefined && loaded.messages.length > OPEN_MAX) {
      this.#set(id, trim(loaded, KEPT_OPEN));
    }
  }

  async older(id: string): Promise<void> {
    const loaded = this.#store.get().loaded[id];
    const first = loaded?.messages[0];
    if (!loaded?.hasOlder || first === undefined) return;
    await this.#once(`older ${id}`, async () => {
      const page = await this.#parley.history(id, { before: first.seq, limit: PAGE });
      const found: Page = { ...page, hasOlder: page.hasMore, hasNewer: false };
      this.#change(id, loaded.generation, (now) => withOlder(now, found));
    });
  }

  async newer(id: string): Promise<void> {
    const loaded = this.#store.get().loaded[id];
    const last = loaded?.messages.at(-1);
    if (!loaded?.hasNewer || last === undefined) return;
    await this.#once(`newer ${id}`, async () => {
      const page = await this.#parley.history(id, { after: last.seq, limit: PAGE });
      const found: Page = { ...page, hasOlder: false, hasNewer: page.hasMore };
      this.#change(id, loaded.generation, (now) => withNewer(now, found));
    });
  }

  /** Replaces what is loaded by what was said around a message. */
  async around(id: string, messageId: string): Promise<void> {
    await this.#once(`around ${id}`, async () => {
      const { seq } = await this.#parley.message(id, messageId);
      const from = Math.max(0, seq - CONTEXT);
      const page = await this.#parley.history(id, { after: from, limit: PAGE });
      const found: Page = { ...page, hasOlder: from > 0, hasNewer: page.hasMore };
      this.#set(id, open(this.#store.get().loaded[id] ?? loading, found));
    });
  }

  /** Replaces what is loaded by the newest page. */
  async newest(id: string): Promise<void> {
    const page = await this.#parley.history(id, { limit: PAGE });
    const found: Page = { ...page, hasOlder: page.hasMore, hasNewer: false };
    this.#set(id, open(this.#store.get().loaded[id] ?? loading, found));
  }

  async #known(id: string): Promise<boolean> {
    const { conversations, participants } = this.#store.get();
    const known = conversations[id];
    if (known !== undefined && known.type === 'direct' && participants[id] !== undefined) {
      return true;
    }
    try {
      const work = this.#fetchConversation(id);
      if (known === undefined) await work;
      else work.catch(() => undefined);
      return true;
    } catch (error) {
      const gone = error instanceof ParleyError && error.retry === 'never';
      if (gone) this.#store.update((state) => forget(state, id));
      this.#set(id, { ...loading, phase: 'failed' });
      return false;
    }
  }

  async #restore(id: string): Promise<void> {
    const kept = await this.#cache.messages(id);
    if (kept === undefined || kept.length === 0 || this.#deep(id)) return;
    this.#store.update((state) => {
      const now = state.loaded[id];
      if (now?.phase !== 'loading') return state;
      const page: Page = { messages: kept, hasOlder: (kept[0]?.seq ?? 1) > 1, hasNewer: false };
      return { ...state, loaded: { ...state.loaded, [id]: { ...open(now, page), stale: true } } };
    });
  }

  /** More is unread than the newest page holds: begin where the person stopped reading. */
  #deep(id: string): boolean {
    const conversation = this.#store.get().conversations[id];
    return (conversation?.unreadCount ?? 0) > PAGE - CONTEXT;
  }

  async #first(id: string): Promise<void> {
    const deep = this.#deep(id);
    const readSeq = this.#store.get().conversations[id]?.readSeq ?? 0;
    const from = Math.max(0, readSeq - CONTEXT);
    try {
      const around = deep ? { after: from } : {};
      const { messages, hasMore } = await this.#parley.history(id, { limit: PAGE, ...around });
      const found: Page = deep
        ? { messages, hasOlder: from > 0, hasNewer: hasMore }
        : { messages, hasOlder: hasMore, hasNewer: false };
      const now = this.#store.get().loaded[id] ?? loading;
      this.#set(id, now.stale ? freshen(now, found) : open(now, found));
    } catch {
      const now = this.#store.get().loaded[id];
      if (now?.phase === 'loading') this.#set(id, { ...now, phase: 'failed' });
    }
  }

  async #once(key: string, run: () => Promise<void>): Promise<void> {
    if (this.#fetching.has(key)) return;
    this.#fetching.add(key);
    try {
      await run();
    } catch {
      // The edge of the list is reached again by scrolling, and asks again.
    } finally {
      this.#fetching.delete(key);
    }
  }

  #set(id: string, loaded: Loaded): void {
    this.#store.update((state) => ({ ...state, loaded: { ...state.loaded, [id]: loaded } }));
  }

  #change(id: string, generation: number, change: (loaded: Loaded) => Loaded): void {
    const now = this.#store.get().loaded[id];
    if (now?.generation === generation) this.#set(id, change(now));
  }
}
