import { type Listening, type Parley, topicOf } from '@parley/sdk';
import { told, unseen } from './events.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

const WATCHED_MAX = 150;
const ASK_AFTER_MS = 60;
const ASKED_AT_ONCE_MAX = 100;

/** Follows the presence of the people that are on the screen, and of nobody else. */
export class PresenceWatch {
  readonly #parley: Parley;
  readonly #store: Store<State>;
  readonly #watched = new Map<string, { count: number; listening: Listening }>();
  readonly #asked = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parley: Parley, store: Store<State>) {
    this.#parley = parley;
    this.#store = store;
  }

  /** Follows a person until the returned function is called. */
  watch(userId: string): () => void {
    const known = this.#watched.get(userId);
    if (known !== undefined) {
      known.count += 1;
    } else {
      if (this.#watched.size >= WATCHED_MAX || userId === this.#parley.me.id) return () => {};
      const listening = this.#parley.subscribe(topicOf.user(userId), {
        event: (event) => this.#store.update((state) => told(state, event)),
        ended: () => this.#store.update((state) => unseen(state, userId)),
      });
      this.#watched.set(userId, { count: 1, listening });
      this.#ask(userId);
    }
    return () => this.#leave(userId);
  }

  /** Asks anew for everybody, as after a reconnection. */
  refresh(): void {
    for (const userId of this.#watched.keys()) this.#ask(userId);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #leave(userId: string): void {
    const known = this.#watched.get(userId);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count > 0) return;
    known.listening.close();
    this.#watched.delete(userId);
  }

  #ask(userId: string): void {
    this.#asked.add(userId);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#fetch();
    }, ASK_AFTER_MS);
  }

  async #fetch(): Promise<void> {
    const userIds = [...this.#asked].slice(0, ASKED_AT_ONCE_MAX);
    for (const userId of userIds) this.#asked.delete(userId);
    if (userIds.length === 0) return;
    try {
      const found = await this.#parley.people.presence(userIds);
      const known = Object.fromEntries(found.map((each) => [each.userId, each]));
      this.#store.update((state) => ({ ...state, presence: { ...state.presence, ...known } }));
    } catch {
      // Unknown presence is shown as no presence.
    }
    const [next] = this.#asked;
    if (next !== undefined) this.#ask(next);
  }
}
