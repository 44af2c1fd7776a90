import type { Task, TaskFields } from './protocol.ts';

export type TaskField = keyof TaskFields;

/** What this client did to a task and the server has not acknowledged. */
export type OwnChange =
  | { kind: 'create'; task: Task }
  | {
      kind: 'change';
      taskId: string;
      /** The one that it was made from. */
      version: number;
      fields: Partial<TaskFields>;
      /** What the server's task had in these fields. */
      before: Partial<TaskFields>;
    }
  | { kind: 'delete'; taskId: string };

/** A change that others were faster than. */
export interface TaskConflict {
  /** As it is now. */
  task: Task;
  fields: TaskField[];
  /** What was wanted of these fields. */
  wanted: Partial<TaskFields>;
}

/** Where a task stands is one thing in several fields. */
const PLACE: readonly TaskField[] = ['boardId', 'columnId', 'position', 'status'];

/** Own changes in the order in which they were made. The first one may be on its way. */
export class OwnChanges {
  #queue: OwnChange[] = [];
  #busy = false;

  get size(): number {
    return this.#queue.length;
  }

  /** All that wait, in their order. */
  get all(): readonly OwnChange[] {
    return this.#queue;
  }

  /** Takes up what an earlier page left, before what was made since. */
  restore(kept: readonly OwnChange[]): void {
    this.#queue.unshift(...kept);
  }

  /** The next one to send, once none is on its way. */
  begin(): OwnChange | undefined {
    if (this.#busy) return undefined;
    this.#busy = this.#queue.length > 0;
    return this.#queue[0];
  }

  /** Nobody knows whether the first one arrived: it is to be sent again. */
  interrupted(): void {
    this.#busy = false;
  }

  /** Several changes of one task that wait, made from the same version, are one. */
  add(change: OwnChange): void {
    const earlier = change.kind === 'change' ? this.#fitting(change) : undefined;
    if (change.kind !== 'change' || earlier === undefined) this.#queue.push(change);
    else if (earlier.kind === 'create') earlier.task = { ...earlier.task, ...change.fields };
    else {
      earlier.fields = { ...earlier.fields, ...change.fields };
      earlier.before = { ...change.before, ...earlier.before };
    }
  }

  #fitting(change: OwnChange & { kind: 'change' }) {
    const waiting = this.#queue.slice(this.#busy ? 1 : 0);
    const last = waiting.findLast((each) => taskIdOf(each) === change.taskId);
    if (last?.kind === 'create') return last;
    return last?.kind === 'change' && last.version === change.version ? last : undefined;
  }

  /** The tasks as this client wants them. */
  over(tasks: ReadonlyMap<string, Task>): Map<string, Task> {
    const shown = new Map(tasks);
    for (const change of this.#queue) {
      const task = shown.get(taskIdOf(change));
      if (change.kind === 'delete') shown.delete(change.taskId);
      else if (change.kind === 'create' && task === undefined) {
        shown.set(change.task.id, change.task);
      } else if (change.kind === 'change' && task !== undefined) {
        shown.set(task.id, { ...task, ...change.fields });
      }
    }
    return shown;
  }

  /** The first one holds, and made the task what it is now; those after it build upon that. */
  acknowledged(task: Task | null): void {
    const done = this.drop();
    if (task === null || done === undefined || done.kind === 'delete') return;
    for (const change of this.#queue) {
      if (change.kind !== 'change' || change.taskId !== task.id) continue;
      if (change.version >= task.version) continue;
      rebase(change, task, done.kind === 'create' ? null : done.fields);
    }
  }

  /** Gives the first one up. */
  drop(): OwnChange | undefined {
    this.#busy = false;
    return this.#queue.shift();
  }

  /**
   * Others were faster than the first one. What they did not touch of it is sent again, from the
   * version of now; the rest is given up, and told unless a later change wants something else.
   */
  stale(task: Task, differing: readonly string[]): TaskConflict | null {
    const change = this.drop();
    if (change?.kind !== 'change') return null;
    const contested = contestedIn(change, task, differing);
    const kept = fieldsOf(change.fields).filter((field) => !contested.includes(field));
    if (kept.length > 0) {
      this.#queue.unshift({
        kind: 'change',
        taskId: task.id,
        version: task.version,
        fields: picked(change.fields, kept),
        before: picked(task, kept),
      });
    }
    const fields = contested.filter((field) => !this.#wants(task.id, field));
    if (fields.length === 0) return null;
    return { task, fields, wanted: picked(change.fields, fields) };
  }

  #wants(taskId: string, field: TaskField): boolean {
    return this.#queue.some(
      (each) => each.kind === 'change' && each.taskId === taskId && field in each.fields,
    );
  }
}

export function taskIdOf(change: OwnChange): string {
  return change.kind === 'create' ? change.task.id : change.taskId;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function picked(from: Partial<TaskFields>, fields: readonly TaskField[]) {
  const entries = fields.map((field) => [field, from[field]]);
  return Object.fromEntries(entries) as Partial<TaskFields>;
}

function fieldsOf(fields: Partial<TaskFields>): TaskField[] {
  return Object.keys(fields) as TaskField[];
}

/** Makes a change one of the version that an own one made, unless others came in between. */
function rebase(
  change: OwnChange & { kind: 'change' },
  task: Task,
  done: Partial<TaskFields> | null,
): void {
  const fields = fieldsOf(change.fields);
  const own = done === null ? fields : fields.filter((field) => field in done);
  change.before = { ...change.before, ...picked(task, own) };
  if (fields.every((field) => sameValue(change.before[field], task[field]))) {
    change.version = task.version;
  }
}

function contestedIn(
  change: OwnChange & { kind: 'change' },
  task: Task,
  differing: readonly string[],
): TaskField[] {
  const fields = fieldsOf(change.fields);
  const touched = fields.filter(
    (field) =>
      differing.includes(field) &&
      !sameValue(change.before[field], task[field]) &&
      !sameValue(change.fields[field], task[field]),
  );
  const moved = touched.some((field) => PLACE.includes(field));
  return fields.filter((field) => touched.includes(field) || (moved && PLACE.includes(field)));
}
