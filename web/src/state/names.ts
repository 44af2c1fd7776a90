import { type Parley, ParleyError } from '@parley/sdk';
import { words } from '../shell/strings.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';

const AT_ONCE = 4;

/** Finds the names of people who spoke and are not among the participants that are known. */
export class Names {
  readonly #parley: Parley;
  readonly #store: Store<State>;
  readonly #asked = new Set<string>();
  readonly #queue: string[] = [];
  #running = 0;

  constructor(parley: Parley, store: Store<State>) {
    this.#parley = parley;
    this.#store = store;
  }

  want(userIds: Iterable<string>): void {
    const { names } = this.#store.get();
    for (const userId of userIds) {
      if (names[userId] !== undefined || this.#asked.has(userId)) continue;
      this.#asked.add(userId);
      this.#queue.push(userId);
    }
    while (this.#running < AT_ONCE && this.#queue.length > 0) void this.#next();
  }

  async #next(): Promise<void> {
    const userId = this.#queue.shift();
    if (userId === undefined) return;
    this.#running += 1;
    try {
      this.#found(userId, (await this.#parley.people.get(userId)).displayName);
    } catch (error) {
      const gone = error instanceof ParleyError && error.retry === 'never';
      if (gone) this.#found(userId, words.people.unknown);
      else this.#asked.delete(userId);
    }
    this.#running -= 1;
    if (this.#queue.length > 0) void this.#next();
  }

  #found(userId: string, name: string): void {
    this.#store.update((state) => ({ ...state, names: { [userId]: name, ...state.names } }));
  }
}
