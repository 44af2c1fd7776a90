import { randomId } from './ids.ts';
import type { OwnChange } from './own-changes.ts';
import type { KeyValueStore } from './store.ts';

interface Kept {
  /** Its place among the others: they go in the order in which they were made. */
  rank: number;
  change: OwnChange;
}

const prefixOf = (userId: string) => `task-change/${userId}/`;

/**
 * The own changes of one workspace that wait, in the store, so that they outlive the page. Each has
 * a key of its own: several pages do not undo one another's.
 */
export class KeptChanges {
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  readonly #saved = new Map<OwnChange, { key: string; text: string; rank: number }>();
  #writing: Promise<void> = Promise.resolve();
  #forgotten = false;

  constructor(store: KeyValueStore, userId: string, workspaceId: string) {
    this.#store = store;
    this.#prefix = `${prefixOf(userId)}${workspaceId}/`;
  }

  /** What an earlier page left; nothing where the store cannot be read. */
  async restore(): Promise<OwnChange[]> {
    const found = await this.#store.entries(this.#prefix).catch(() => []);
    const kept = found.map(([key, value]) => ({ key, ...(value as Kept) }));
    kept.sort((a, b) => a.rank - b.rank);
    for (const { key, rank, change } of kept) {
      this.#saved.set(change, { key, rank, text: JSON.stringify(change) });
    }
    return kept.map(({ change }) => change);
  }

  /** Makes the store what waits now. */
  keep(changes: readonly OwnChange[]): void {
    if (this.#forgotten) return;
    for (const [change, { key }] of this.#saved) {
      if (changes.includes(change)) continue;
      this.#saved.delete(change);
      this.#write(() => this.#store.delete(key));
    }
    const ranks = [...this.#saved.values()].map(({ rank }) => rank);
    let last = Math.max(0, ...ranks);
    for (const [at, change] of changes.entries()) {
      const known = this.#saved.get(change);
      const text = JSON.stringify(change);
      if (known?.text === text) continue;
      const before = known === undefined && at === 0 && ranks.length > 0;
      const rank = known?.rank ?? (before ? Math.min(...ranks) - 1 : ++last);
      const key = known?.key ?? this.#prefix + randomId();
      this.#saved.set(change, { key, text, rank });
      const kept: Kept = { rank, change: JSON.parse(text) };
      this.#write(() => this.#store.set(key, kept));
    }
  }

  /** Of a workspace that the person is in no more, nothing is kept. */
  forget(): void {
    this.keep([]);
    this.#forgotten = true;
  }

  /** One after another. A full or forbidden store costs a change its life beyond this page alone. */
  #write(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch(() => undefined);
  }
}

/** Removes what a person's pages left, of all workspaces. */
export async function forgetChanges(store: KeyValueStore, userId: string): Promise<void> {
  const kept = await store.entries(prefixOf(userId)).catch(() => []);
  await Promise.all(kept.map(([key]) => store.delete(key).catch(() => undefined)));
}
