import type { Boards } from './boards.ts';
import type { Clock, Timer } from './clock.ts';
import { orderedId } from './ids.ts';
import type { KeptChanges } from './kept-changes.ts';
import { type OwnChange, OwnChanges, picked, sameValue, type TaskConflict } from './own-changes.ts';
import { ParleyError } from './problem.ts';
import type { TaskFields } from './protocol.ts';
import { type Board, type Position, type Task, type TopicEvent, topicOf } from './protocol.ts';
import { Signal } from './signal.ts';
import type { Listening, Subscriber } from './subscription.ts';
import type { NewTask, Tasks } from './tasks.ts';
import type { Wire } from './wire.ts';

/** Who follows the tasks of a workspace. */
export interface TaskListener {
  /** Tasks, boards or the phase are not what they were. */
  changed(): void;
  /** Others were faster: the server's task is shown, and this was wanted of it. */
  conflict?(conflict: TaskConflict): void;
  /** A change was refused and is given up. */
  refused?(error: ParleyError, taskId: string): void;
  /** What the workspace's topic tells besides tasks and boards. */
  event?(event: TopicEvent): void;
}

export interface TaskListParts {
  workspaceId: string;
  userId: string;
  tasks: Tasks;
  boards: Boards;
  clock: Clock;
  listener: TaskListener;
  kept: KeptChanges;
  subscribe(topic: string, subscriber: Subscriber, position: Position): Listening;
}

/** `ended`: the caller sees the workspace no more. */
export type TaskListPhase = 'loading' | 'ready' | 'failed' | 'ended';

const PAGE = 500;
const OWN_MAX = 500;
const HELD_MAX = 5_000;
const RETRY_MS = 1_000;
const RELOAD_MS = 3_000;

const FRESH: Omit<TaskFields, 'title'> = {
  description: '',
  status: 'todo',
  assigneeIds: [],
  labels: [],
  dueAt: null,
  checklist: [],
  boardId: null,
  columnId: null,
  position: 'a0',
  parentId: null,
  relations: [],
};

/**
 * All tasks and boards of a workspace, kept up to date. Changes show at once and are sent one after
 * another, with the version that they were made from; without a connection they wait. Where others
 * changed the same field first, theirs stands and `conflict` tells what was wanted.
 */
export class TaskList {
  readonly workspaceId: string;
  /** The number of own changes that wait for the server has changed. */
  readonly waitingChanged = new Signal<void>();
  readonly #parts: TaskListParts;
  readonly #own = new OwnChanges();
  #restored = false;
  #phase: TaskListPhase = 'loading';
  #known = new Map<string, Task>();
  #boards = new Map<string, Board>();
  #shown: ReadonlyMap<string, Task> | null = null;
  #held: TopicEvent[] | null = null;
  #listening: Listening | null = null;
  #wire: Wire | null = null;
  #timer: Timer | null = null;
  #reloadTimer: Timer | null = null;
  #round = 0;

  constructor(parts: TaskListParts) {
    this.workspaceId = parts.workspaceId;
    this.#parts = parts;
    void this.#restore();
    void this.#load();
  }

  get phase(): TaskListPhase {
    return this.#phase;
  }

  /** Own changes that the server has not acknowledged. */
  get waiting(): number {
    return this.#own.size;
  }

  /** By id, as this client wants them; the same map as long as nothing changes. */
  get tasks(): ReadonlyMap<string, Task> {
    this.#shown ??= this.#own.over(this.#known);
    return this.#shown;
  }

  /** In the order in which they were made. */
  get boards(): Board[] {
    return [...this.#boards.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** Makes a task, and gives it as it will be. */
  create(draft: NewTask): Task {
    const { clock, userId } = this.#parts;
    const at = new Date(clock.now()).toISOString();
    const { id = orderedId(clock.now()), ...fields } = draft;
    const task: Task = {
      ...FRESH,
      ...fields,
      id,
      workspaceId: this.workspaceId,
      version: 0,
      source: null,
      createdBy: userId,
      updatedBy: userId,
      createdAt: at,
      updatedAt: at,
    };
    this.#add({ kind: 'create', task });
    return task;
  }

  /**
   * Changes fields of a task; what is so already is no change. `read` is the task as it was when the
   * person began, so that what others did since is not overwritten unseen.
   */
  change(taskId: string, fields: Partial<TaskFields>, read?: Task): void {
    const shown = this.tasks.get(taskId);
    if (shown === undefined) return;
    const names = Object.keys(fields) as (keyof TaskFields)[];
    const changed = names.filter((name) => !sameValue(shown[name], fields[name]));
    if (changed.length === 0) return;
    const known = this.#known.get(taskId) ?? shown;
    const untouched = changed.every((name) => sameValue((read ?? known)[name], known[name]));
    const from = read === undefined || untouched ? known : read;
    this.#add({
      kind: 'change',
      taskId,
      version: from.version,
      fields: picked(fields, changed),
      before: picked(from, changed),
    });
  }

  delete(taskId: string): void {
    if (this.tasks.has(taskId)) this.#add({ kind: 'delete', taskId });
  }

  /** Takes over a board that this client made or changed. */
  put(board: Board): void {
    if (board.version <= (this.#boards.get(board.id)?.version ?? 0)) return;
    this.#boards.set(board.id, board);
    this.#changed();
  }

  /** Follows no more. What still waits is kept in the store, and sent once it is followed again. */
  close(): void {
    this.#round += 1;
    this.#listening?.close();
    this.#listening = null;
    this.#timer?.cancel();
    this.#reloadTimer?.cancel();
    this.#wire = null;
  }

  opened(wire: Wire): void {
    this.#wire = wire;
    if (this.#phase === 'failed') void this.#load();
    this.#flush();
  }

  lost(): void {
    this.#wire = null;
    this.#timer?.cancel();
    this.#timer = null;
    this.#own.interrupted();
  }

  async #restore(): Promise<void> {
    this.#own.restore(await this.#parts.kept.restore());
    this.#restored = true;
    this.#next();
  }

  async #load(): Promise<void> {
    const round = ++this.#round;
    const { workspaceId } = this;
    this.#reloadTimer?.cancel();
    this.#held ??= [];
    try {
      const [{ found, position }, boards] = await Promise.all([
        this.#pages(),
        this.#parts.boards.list(workspaceId),
      ]);
      if (round !== this.#round) return;
      this.#known = found;
      this.#boards = new Map(boards.map((board) => [board.id, board]));
      this.#phase = 'ready';
      this.#release();
      this.#follow(position);
      this.#changed();
    } catch (error) {
      if (round === this.#round) this.#loadFailed(error);
    }
  }

  async #pages(): Promise<{ found: Map<string, Task>; position: Position }> {
    const found = new Map<string, Task>();
    let page = await this.#parts.tasks.list(this.workspaceId, { limit: PAGE });
    const position = { epoch: page.epoch, offset: page.offset };
    for (;;) {
      for (const task of page.tasks) found.set(task.id, task);
      if (!page.hasMore || page.nextAfter === null) return { found, position };
      const { nextAfter } = page;
      page = await this.#parts.tasks.list(this.workspaceId, { limit: PAGE, after: nextAfter });
    }
  }

  #loadFailed(error: unknown): void {
    if (error instanceof ParleyError && error.retry === 'never') {
      if (error.code === 'not_found') this.#parts.kept.forget();
      this.#ended();
      return;
    }
    if (this.#phase === 'loading') this.#phase = 'failed';
    this.#reloadTimer = this.#parts.clock.after(RELOAD_MS, () => void this.#load());
    this.#changed();
  }

  #ended(): void {
    this.close();
    this.#phase = 'ended';
    this.#changed();
  }

  #follow(position: Position): void {
    if (this.#listening !== null) {
      this.#listening.advance(position);
      return;
    }
    const subscriber: Subscriber = {
      event: (event) => this.#heard(event),
      reload: () => void this.#load(),
      ended: () => this.#ended(),
    };
    this.#listening = this.#parts.subscribe(
      topicOf.workspace(this.workspaceId),
      subscriber,
      position,
    );
  }

  /** While it loads, events wait: they may be of tasks that are still to come. */
  #heard(event: TopicEvent): void {
    if (this.#held === null) {
      if (this.#tell(event)) this.#changed();
    } else if (this.#held.length < HELD_MAX) {
      this.#held.push(event);
    } else {
      this.#held = [];
      void this.#load();
    }
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const event of held) this.#tell(event);
  }

  /** Whether it changed something. */
  #tell(event: TopicEvent): boolean {
    switch (event.type) {
      case 'task.created': {
        const { task } = event.payload;
        return !this.#known.has(task.id) && this.#learn(task);
      }
      case 'task.updated': {
        const { taskId, version, changes, updatedBy, updatedAt } = event.payload;
        const known = this.#known.get(taskId);
        if (known === undefined || version <= known.version) return false;
        if (version > known.version + 1) void this.#load();
        else this.#learn({ ...known, ...changes, version, updatedBy, updatedAt });
        return true;
      }
      case 'task.deleted':
        return this.#known.delete(event.payload.taskId);
      case 'board.created':
      case 'board.updated':
        this.put(event.payload.board);
        return false;
      case 'board.deleted':
        return this.#boards.delete(event.payload.boardId);
      default:
        this.#parts.listener.event?.(event);
        return false;
    }
  }

  #learn(task: Task): true {
    const known = this.#known.get(task.id);
    if (known === undefined || known.version < task.version) this.#known.set(task.id, task);
    return true;
  }

  #add(change: OwnChange): void {
    if (this.#own.size >= OWN_MAX) throw ParleyError.queueFull();
    this.#own.add(change);
    this.#changed();
    this.#flush();
  }

  #flush(): void {
    const wire = this.#wire;
    if (wire === null || this.#timer !== null || !this.#restored) return;
    const change = this.#own.begin();
    if (change === undefined) return;
    const { type, payload } = commandOf(change);
    wire.request(type, payload).then(
      (reply) => {
        if (wire === this.#wire) this.#acknowledged(change, reply.task as Task);
      },
      (error: unknown) => {
        if (wire !== this.#wire) return;
        this.#failed(change, error instanceof ParleyError ? error : ParleyError.unreachable());
      },
    );
  }

  #acknowledged(change: OwnChange, task: Task): void {
    if (change.kind === 'delete') this.#known.delete(change.taskId);
    else this.#learn(task);
    this.#own.acknowledged(task);
    this.#next();
  }

  #failed(change: OwnChange, problem: ParleyError): void {
    if (problem.code === 'stale' && problem.current !== null) {
      this.#stale(problem, problem.current as Task);
    } else if (problem.retry !== 'never') {
      this.#own.interrupted();
      const wait = (problem.retryAfterMs ?? RETRY_MS) + this.#parts.clock.random() * RETRY_MS;
      this.#timer = this.#parts.clock.after(wait, () => {
        this.#timer = null;
        this.#flush();
      });
    } else {
      this.#own.drop();
      const gone = change.kind === 'delete' && problem.code === 'not_found';
      const taskId = change.kind === 'create' ? change.task.id : change.taskId;
      if (!gone) this.#parts.listener.refused?.(problem, taskId);
      this.#next();
    }
  }

  #stale(problem: ParleyError, current: Task): void {
    this.#learn(current);
    const conflict = this.#own.stale(current, problem.differing);
    if (conflict !== null) this.#parts.listener.conflict?.(conflict);
    this.#next();
  }

  #next(): void {
    this.#changed();
    this.#flush();
  }

  #changed(): void {
    this.#shown = null;
    if (this.#restored) this.#parts.kept.keep(this.#own.all);
    this.waitingChanged.emit();
    this.#parts.listener.changed();
  }
}

function commandOf(change: OwnChange): { type: string; payload: object } {
  switch (change.kind) {
    case 'create': {
      const { version, source, createdBy, updatedBy, createdAt, updatedAt, ...draft } = change.task;
      return { type: 'task.create', payload: draft };
    }
    case 'change': {
      const { taskId, version, fields } = change;
      return { type: 'task.update', payload: { taskId, version, merge: true, ...fields } };
    }
    case 'delete':
      return { type: 'task.delete', payload: { taskId: change.taskId } };
  }
}
