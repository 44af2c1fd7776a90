import {
  type Board,
  type EnrolmentFinished,
  type Member,
  type NewTask,
  type Parley,
  ParleyError,
  Signal,
  type Task,
  type TaskConflict,
  type TaskFields,
  type TaskList,
  type TaskListPhase,
  type TopicEvent,
  type Workspace,
} from '@parley/sdk';
import type { BoardDraft } from '../boards/columns.ts';
import { reason, words } from '../shell/strings.ts';
import { type Phase, without } from '../state/state.ts';
import { Store } from '../state/store.ts';
import { SavedViews } from './saved-views.ts';

/** What there is to do in one workspace. */
export interface Plan {
  phase: TaskListPhase;
  boards: readonly Board[];
  tasks: ReadonlyMap<string, Task>;
  members: readonly Member[];
}

/** What a person should hear of a change that did not come to be as it was meant. */
export type Notice = { id: number; workspaceId: string } & (
  | { kind: 'conflict'; taskId: string; conflict: TaskConflict }
  | { kind: 'refused'; taskId: string; why: string }
  | { kind: 'board'; text: string }
);

export interface WorkState {
  phase: Phase;
  workspaces: Readonly<Record<string, Workspace>>;
  /** The one in the side bar. */
  current: string | null;
  plans: Readonly<Record<string, Plan>>;
  notices: readonly Notice[];
}

const EMPTY: WorkState = {
  phase: 'loading',
  workspaces: {},
  current: null,
  plans: {},
  notices: [],
};

const KEY = 'parley.workspace';
const MEMBERS_PAGE = 100;
const MEMBERS_MAX = 1_000;
const FOLLOWED_MAX = 8;
const NOTICES_MAX = 4;
const BOARD_TRIES_MAX = 3;

/** Workspaces and what is to do in them, kept true to the server. */
export class Work {
  readonly store = new Store<WorkState>({ ...EMPTY, current: remembered() });
  readonly views: SavedViews;
  /** Runs of enrolment rules that have ended, in workspaces that are followed. */
  readonly enrolled = new Signal<EnrolmentFinished>();
  readonly #parley: Parley;
  readonly #named: (names: Record<string, string>) => void;
  readonly #lists = new Map<string, TaskList>();
  #notices = 0;

  /** @param named learns the names of people. */
  constructor(parley: Parley, named: (names: Record<string, string>) => void) {
    this.#parley = parley;
    this.views = new SavedViews(parley);
    this.#named = named;
  }

  async load(): Promise<void> {
    try {
      const found = await this.#parley.workspaces.list();
      const workspaces = Object.fromEntries(found.map((each) => [each.id, each]));
      this.store.update((state) => ({ ...state, phase: 'ready', workspaces }));
      this.#chooseAgain();
    } catch {
      this.store.update((state) => ({
        ...state,
        phase: state.phase === 'ready' ? 'ready' : 'failed',
      }));
    }
  }

  async create(name: string): Promise<string> {
    const made = await this.#parley.workspaces.create({ name });
    this.#put(made);
    this.choose(made.id);
    return made.id;
  }

  async rename(id: string, name: string, description: string | null): Promise<void> {
    this.#put(await this.#parley.workspaces.update(id, { name, description }));
  }

  async leave(id: string): Promise<void> {
    await this.#parley.workspaces.remove(id, this.#parley.me.id);
    this.#forget(id);
  }

  async end(id: string): Promise<void> {
    await this.#parley.workspaces.delete(id);
    this.#forget(id);
  }

  /** Shows a workspace in the side bar, and follows what is to do in it. */
  choose(id: string): void {
    remember(id);
    this.store.update((state) => ({ ...state, current: id }));
    this.#follow(id);
  }

  async createBoard(workspaceId: string, name: string): Promise<string> {
    const board = await this.#parley.boards.create(workspaceId, { name });
    this.#lists.get(workspaceId)?.put(board);
    return board.id;
  }

  /**
   * Makes a board what `change` makes of it, also of what others made of it meanwhile; whether it
   * came to be.
   *
   * @param inTheWay what to say where tasks forbid it
   */
  changeBoard(
    board: Board,
    change: (now: Board) => BoardDraft,
    inTheWay?: string,
  ): Promise<boolean> {
    return this.#shaping(board, inTheWay, async () => {
      const changed = await this.#changed(board, change);
      this.#lists.get(board.workspaceId)?.put(changed);
    });
  }

  deleteBoard(board: Board, inTheWay: string): Promise<boolean> {
    return this.#shaping(board, inTheWay, () => this.#parley.boards.delete(board.id));
  }

  add(workspaceId: string, draft: NewTask): void {
    this.#lists.get(workspaceId)?.create(draft);
  }

  /** `read` is the task as it was when the person began. */
  change(task: Task, fields: Partial<TaskFields>, read?: Task): void {
    this.#lists.get(task.workspaceId)?.change(task.id, fields, read);
  }

  delete(task: Task): void {
    this.#lists.get(task.workspaceId)?.delete(task.id);
  }

  dismiss(notice: Notice): void {
    this.store.update((state) => ({
      ...state,
      notices: state.notices.filter((each) => each.id !== notice.id),
    }));
  }

  /** Says once more what was wanted, now knowing what others did. */
  insist({ conflict, ...notice }: Notice & { kind: 'conflict' }): void {
    this.dismiss({ conflict, ...notice });
    this.#lists.get(notice.workspaceId)?.change(notice.taskId, conflict.wanted);
  }

  /** What the person's own topic tells. */
  selfTold(event: TopicEvent): void {
    switch (event.type) {
      case 'workspace.member.added':
        if (this.store.get().workspaces[event.payload.workspaceId] === undefined) void this.load();
        return;
      case 'workspace.deleted':
        this.#forget(event.payload.workspaceId);
        return;
      case 'workspace.member.removed':
        if (event.payload.userId === this.#parley.me.id) this.#forget(event.payload.workspaceId);
    }
  }

  stop(): void {
    for (const list of this.#lists.values()) this.#parley.unfollow(list);
    this.#lists.clear();
  }

  #chooseAgain(): void {
    const { current, workspaces } = this.store.get();
    if (current !== null && workspaces[current] !== undefined) this.#follow(current);
    else {
      const first = Object.keys(workspaces)[0];
      if (first !== undefined) this.choose(first);
    }
  }

  #put(workspace: Workspace): void {
    this.store.update((state) => ({
      ...state,
      workspaces: { ...state.workspaces, [workspace.id]: workspace },
    }));
  }

  #forget(id: string): void {
    this.#unfollow(id);
    this.store.update((state) => ({
      ...state,
      workspaces: without(state.workspaces, id),
      current: state.current === id ? null : state.current,
    }));
    this.#chooseAgain();
  }

  #follow(id: string): void {
    if (this.#lists.has(id)) return;
    for (const [other, list] of this.#lists) {
      if (this.#lists.size < FOLLOWED_MAX) break;
      if (list.waiting === 0) this.#unfollow(other);
    }
    const list = this.#parley.follow(id, {
      changed: () => this.#planned(id),
      conflict: (conflict) => this.#contested(id, conflict),
      refused: (error, taskId) => this.#refused(id, taskId, error),
      event: (event) => this.#told(id, event),
    });
    this.#lists.set(id, list);
    this.#planned(id);
    void this.#loadMembers(id);
    void this.views.load(id);
  }

  #unfollow(id: string): void {
    const list = this.#lists.get(id);
    if (list === undefined) return;
    this.#lists.delete(id);
    this.#parley.unfollow(list);
    this.views.forget(id);
    this.store.update((state) => ({ ...state, plans: without(state.plans, id) }));
  }

  #planned(id: string): void {
    const list = this.#lists.get(id);
    if (list === undefined) return;
    const { phase, boards, tasks } = list;
    this.#plan(id, { phase, boards, tasks });
  }

  #plan(id: string, change: Partial<Plan>): void {
    this.store.update((state) => {
      const known = state.plans[id] ?? {
        phase: 'loading',
        boards: [],
        tasks: new Map(),
        members: [],
      };
      return { ...state, plans: { ...state.plans, [id]: { ...known, ...change } } };
    });
  }

  async #loadMembers(id: string): Promise<void> {
    try {
      const members: Member[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<Parley['workspaces']['members']>> =
          await this.#parley.workspaces.members(id, {
            limit: MEMBERS_PAGE,
            ...(after === null ? {} : { after }),
          });
        members.push(...page.members);
        after = page.hasMore ? page.nextAfter : null;
      } while (after !== null && members.length < MEMBERS_MAX);
      this.#membersAre(id, members);
    } catch {
      // The plan says what is wrong; without the members nobody new can be assigned.
    }
  }

  #membersAre(id: string, members: readonly Member[]): void {
    this.#named(Object.fromEntries(members.map((each) => [each.userId, each.displayName])));
    if (this.#lists.has(id)) this.#plan(id, { members });
  }

  #told(id: string, event: TopicEvent): void {
    const members = this.store.get().plans[id]?.members ?? [];
    switch (event.type) {
      case 'workspace.updated': {
        const { name, description } = event.payload;
        const known = this.store.get().workspaces[id];
        if (known !== undefined) this.#put({ ...known, name, description });
        return;
      }
      case 'workspace.member.added':
      case 'workspace.member.updated': {
        const { member } = event.payload;
        const others = members.filter((each) => each.userId !== member.userId);
        const known = this.store.get().workspaces[id];
        if (member.userId === this.#parley.me.id && known !== undefined) {
          this.#put({ ...known, role: member.role });
        }
        this.#membersAre(id, [...others, member]);
        return;
      }
      case 'enrolment.finished':
        this.enrolled.emit(event.payload);
        return;
      case 'workspace.member.removed':
        this.#membersAre(
          id,
          members.filter((each) => each.userId !== event.payload.userId),
        );
    }
  }

  async #changed(board: Board, change: (now: Board) => BoardDraft): Promise<Board> {
    let now = board;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#parley.boards.update(now.id, { version: now.version, ...change(now) });
      } catch (error) {
        if (codeOf(error) !== 'stale' || tries === BOARD_TRIES_MAX) throw error;
        now = await this.#parley.boards.get(now.id);
      }
    }
  }

  async #shaping(
    { workspaceId }: Board,
    inTheWay: string | undefined,
    act: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const known = codeOf(error) === 'conflict' ? inTheWay : undefined;
      const text = known ?? words.task.refused(reason(error));
      this.#notify({ kind: 'board', workspaceId, text, id: ++this.#notices });
      return false;
    }
  }

  #contested(workspaceId: string, conflict: TaskConflict): void {
    if (conflict.fields.every((field) => field === 'position')) return;
    const taskId = conflict.task.id;
    this.#notify({ kind: 'conflict', workspaceId, taskId, conflict, id: ++this.#notices });
  }

  #refused(workspaceId: string, taskId: string, error: ParleyError): void {
    const why = reason(error);
    this.#notify({ kind: 'refused', workspaceId, taskId, why, id: ++this.#notices });
  }

  #notify(notice: Notice): void {
    this.store.update((state) => ({
      ...state,
      notices: [...state.notices, notice].slice(-NOTICES_MAX),
    }));
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof ParleyError ? error.code : null;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
