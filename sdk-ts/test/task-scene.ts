import type {
  KeyValueStore,
  ParleyError,
  Task,
  TaskConflict,
  TaskFields,
  TaskList,
} from '../src/index.ts';
import { settle } from './manual-clock.ts';
import { ADA, World } from './scripted-server.ts';

export const WORKSPACE = '01900000-0000-7000-8000-0000000000e1';
export const TOPIC = `workspace:${WORKSPACE}`;
export const LIST = `GET /workspaces/${WORKSPACE}/tasks`;
export const BOARDS = `GET /workspaces/${WORKSPACE}/boards`;
export const AT = '2026-11-21T06:30:00.000Z';

export function task(id: string, over: Partial<Task> = {}): Task {
  return {
    id,
    workspaceId: WORKSPACE,
    title: `task ${id}`,
    description: '',
    status: 'todo',
    assigneeIds: [],
    labels: [],
    dueAt: null,
    checklist: [],
    boardId: 'b',
    columnId: 'c1',
    position: 'a0',
    parentId: null,
    relations: [],
    version: 1,
    source: null,
    createdBy: ADA,
    updatedBy: ADA,
    createdAt: AT,
    updatedAt: AT,
    ...over,
  };
}

export function updated(offset: number, id: string, version: number, changes: Partial<TaskFields>) {
  const payload = {
    taskId: id,
    workspaceId: WORKSPACE,
    version,
    changes,
    updatedBy: 'bob',
    updatedAt: AT,
  };
  return { type: 'task.updated', topic: TOPIC, offset, payload, userId: 'bob', timestamp: AT };
}

export class Watcher {
  readonly conflicts: TaskConflict[] = [];
  readonly refusals: string[] = [];
  readonly others: string[] = [];
  changes = 0;
  changed(): void {
    this.changes += 1;
  }
  conflict(conflict: TaskConflict): void {
    this.conflicts.push(conflict);
  }
  refused(error: ParleyError): void {
    this.refusals.push(error.code);
  }
  event(event: { type: string }): void {
    this.others.push(event.type);
  }
}

/** A client that follows a workspace of two tasks. */
export class Scene {
  readonly world: World;
  readonly watcher = new Watcher();
  list!: TaskList;
  pages: object[] = [this.page([task('t1'), task('t2', { position: 'a1' })])];

  constructor(store?: KeyValueStore) {
    this.world = new World(store);
  }

  page(tasks: Task[], over: object = {}): object {
    return { tasks, hasMore: false, nextAfter: null, epoch: 'e', offset: 10, ...over };
  }

  async open(): Promise<this> {
    this.world.answers.set(LIST, () => ({ status: 200, body: this.pages.shift() ?? {} }));
    this.world.answers.set(BOARDS, () => ({ status: 200, body: { boards: [] } }));
    const parley = await this.world.connected();
    this.list = parley.follow(WORKSPACE, this.watcher);
    await settle();
    this.recover([]);
    await settle();
    return this;
  }

  recover(events: object[], over: object = {}): void {
    const reply = { topic: TOPIC, epoch: 'e', offset: 10 + events.length, recovered: true, events };
    this.socket.reply(this.socket.last('subscribe'), { ...reply, ...over });
  }

  get socket() {
    return this.world.socket;
  }

  title(id: string): string | undefined {
    return this.list.tasks.get(id)?.title;
  }

  asked() {
    return this.socket.asked('task.update').map((frame) => frame.payload);
  }

  /** Answers the last change with the task as it is now. */
  async accept(now: Task): Promise<void> {
    this.socket.reply(this.socket.last('task.update'), { task: now });
    await settle();
  }

  async refuse(current: Task, differing: string[]): Promise<void> {
    const problem = { code: 'stale', currentVersion: current.version, current, differing };
    this.socket.refuse(this.socket.last('task.update'), problem);
    await settle();
  }
}
