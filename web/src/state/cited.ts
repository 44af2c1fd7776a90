import type { Parley, Task } from '@parley/sdk';
import { Store } from './store.ts';

/** How many tasks are asked for at once, as the server has it. */
const ASKED_MAX = 100;

/** Tasks that messages cite, by their ids; null is one that this person cannot see. */
export type CitedState = Readonly<Record<string, Task | null>>;

/** Knows the tasks that the messages on the screen cite, and asks for them together. */
export class Cited {
  readonly store = new Store<CitedState>({});
  readonly #parley: Parley;
  readonly #wanted = new Set<string>();
  #asking = false;

  constructor(parley: Parley) {
    this.#parley = parley;
  }

  /** Those that are not known are asked for, once this turn is over. */
  want(ids: readonly string[]): void {
    const known = this.store.get();
    for (const id of ids) if (known[id] === undefined) this.#wanted.add(id);
    if (this.#asking || this.#wanted.size === 0) return;
    this.#asking = true;
    queueMicrotask(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    try {
      while (this.#wanted.size > 0) {
        const ids = [...this.#wanted].slice(0, ASKED_MAX);
        for (const id of ids) this.#wanted.delete(id);
        const { tasks } = await this.#parley.tasks.among(ids);
        const unseen = Object.fromEntries(ids.map((id) => [id, null]));
        this.store.update((state) => ({ ...state, ...unseen, ...byId(tasks) }));
      }
    } catch {
      // The cards are an ornament of the messages; the next message that comes asks again.
    } finally {
      this.#asking = false;
    }
  }
}

function byId(tasks: readonly Task[]): Record<string, Task> {
  return Object.fromEntries(tasks.map((task) => [task.id, task]));
}
