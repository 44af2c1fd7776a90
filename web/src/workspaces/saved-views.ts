import type { Parley, View, ViewDraft } from '@parley/sdk';
import { type Phase, without } from '../state/state.ts';
import { Store } from '../state/store.ts';

/** The views that a person sees of one workspace. */
export interface KeptViews {
  phase: Phase;
  views: readonly View[];
}

export type ViewsState = Readonly<Record<string, KeptViews>>;

const NONE: KeptViews = { phase: 'loading', views: [] };

/** Ways to look at tasks that are kept under a name, as they were when one last asked. */
export class SavedViews {
  readonly store = new Store<ViewsState>({});
  readonly #parley: Parley;

  constructor(parley: Parley) {
    this.#parley = parley;
  }

  /** Asks anew; what was known is shown meanwhile. */
  async load(workspaceId: string): Promise<void> {
    try {
      const views = await this.#parley.views.list(workspaceId);
      this.#put(workspaceId, () => ({ phase: 'ready', views }));
    } catch {
      this.#put(workspaceId, (known) =>
        known.phase === 'ready' ? known : { ...known, phase: 'failed' },
      );
    }
  }

  async create(workspaceId: string, draft: ViewDraft): Promise<View> {
    const made = await this.#parley.views.create(workspaceId, draft);
    this.#put(workspaceId, (known) => ({ ...known, views: [...known.views, made] }));
    return made;
  }

  /** Changes a part of it. Where others changed it meanwhile, asks for the views anew and fails. */
  async update(view: View, change: Partial<ViewDraft>): Promise<void> {
    const { id, workspaceId, version, name, boardId, shared, layout, query } = view;
    const whole = { version, name, boardId, shared, layout, query, ...change };
    const changed = await this.#freshly(view, this.#parley.views.update(id, whole));
    this.#put(workspaceId, (known) => ({
      ...known,
      views: known.views.map((each) => (each.id === id ? changed : each)),
    }));
  }

  async delete(view: View): Promise<void> {
    await this.#freshly(view, this.#parley.views.delete(view.id));
    this.#put(view.workspaceId, (known) => ({
      ...known,
      views: known.views.filter(({ id }) => id !== view.id),
    }));
  }

  forget(workspaceId: string): void {
    this.store.update((state) => without(state, workspaceId));
  }

  async #freshly<T>({ workspaceId }: View, asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      void this.load(workspaceId);
      throw error;
    }
  }

  #put(workspaceId: string, change: (known: KeptViews) => KeptViews): void {
    this.store.update((state) => ({
      ...state,
      [workspaceId]: change(state[workspaceId] ?? NONE),
    }));
  }
}
