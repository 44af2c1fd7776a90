import type { Parley, Task, TopicEvent } from '@parley/sdk';
import { Store } from './store.ts';

const PAGE = 200;
const PAGES_MAX = 5;

/** The tasks that were made from each message, by its id. */
export type MadeState = Readonly<Record<string, readonly Task[]>>;

/** Which tasks were made from the messages of the conversations that are looked at. */
export class Made {
  readonly store = new Store<MadeState>({});
  readonly #parley: Parley;
  readonly #open = new Set<string>();

  constructor(parley: Parley) {
    this.#parley = parley;
  }

  async open(conversationId: string): Promise<void> {
    this.#open.add(conversationId);
    let after: string | null = null;
    try {
      for (let page = 0; page < PAGES_MAX; page++) {
        const query = { limit: PAGE, ...(after === null ? {} : { after }) };
        const found = await this.#parley.tasks.madeFrom(conversationId, query);
        for (const task of found.tasks) this.#put(task);
        after = found.nextAfter;
        if (after === null) return;
      }
    } catch {
      // The marks are an ornament of the messages; opening the conversation again asks again.
    }
  }

  leave(conversationId: string): void {
    this.#open.delete(conversationId);
    this.store.update((state) =>
      Object.fromEntries(
        Object.entries(state).filter(
          ([, tasks]) => tasks[0]?.source?.conversationId !== conversationId,
        ),
      ),
    );
  }

  told(event: TopicEvent): void {
    if (event.type === 'task.linked') void this.#linked(event.payload);
    if (event.type === 'task.unlinked') {
      const { messageId, taskId } = event.payload;
      this.store.update((state) => ({
        ...state,
        [messageId]: (state[messageId] ?? []).filter((each) => each.id !== taskId),
      }));
    }
  }

  async #linked({ conversationId, taskId }: { conversationId: string; taskId: string }) {
    if (!this.#open.has(conversationId)) return;
    try {
      const { tasks } = await this.#parley.tasks.among([taskId]);
      for (const task of tasks) this.#put(task);
    } catch {
      // As when opening.
    }
  }

  #put(task: Task): void {
    const messageId = task.source?.messageId;
    if (messageId === undefined) return;
    this.store.update((state) => {
      const others = (state[messageId] ?? []).filter((each) => each.id !== task.id);
      return { ...state, [messageId]: [...others, task] };
    });
  }
}
