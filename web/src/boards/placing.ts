import { type Board, placeBetween, type Task, type TaskFields } from '@parley/sdk';

/** Where a card is, or would be. */
export interface Spot {
  columnId: string;
  index: number;
}

/** The tasks of a board by column, each in its order. */
export function byColumn(board: Board, tasks: Iterable<Task>): ReadonlyMap<string, Task[]> {
  const columns = new Map<string, Task[]>(board.columns.map(({ id }) => [id, []]));
  for (const task of tasks) {
    if (task.boardId === board.id && task.columnId !== null) columns.get(task.columnId)?.push(task);
  }
  for (const column of columns.values()) column.sort(inOrder);
  return columns;
}

function inOrder(a: Task, b: Task): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The columns as they look with a task taken up and held over a spot. */
export function withHeld(
  columns: ReadonlyMap<string, Task[]>,
  taskId: string,
  over: Spot,
): ReadonlyMap<string, Task[]> {
  const held = [...columns.values()].flat().find((task) => task.id === taskId);
  if (held === undefined) return columns;
  return new Map(
    [...columns].map(([id, tasks]) => {
      const others = tasks.filter((task) => task.id !== taskId);
      return [id, id === over.columnId ? others.toSpliced(over.index, 0, held) : others];
    }),
  );
}

export function spotOf(columns: ReadonlyMap<string, Task[]>, taskId: string): Spot | null {
  for (const [columnId, tasks] of columns) {
    const index = tasks.findIndex((task) => task.id === taskId);
    if (index >= 0) return { columnId, index };
  }
  return null;
}

/** What has to change of a task so that it stands there; `index` counts the others alone. */
export function moved(
  board: Board,
  columns: ReadonlyMap<string, Task[]>,
  task: Task,
  to: Spot,
): Partial<TaskFields> {
  const column = board.columns.find(({ id }) => id === to.columnId);
  if (column === undefined) return {};
  const from = spotOf(columns, task.id);
  if (from?.columnId === to.columnId && from.index === to.index) return {};
  const others = (columns.get(to.columnId) ?? []).filter(({ id }) => id !== task.id);
  const position = placeAt(others, to.index);
  if (from?.columnId === to.columnId) return { position };
  return { boardId: board.id, columnId: column.id, status: column.status, position };
}

/** The spot among all tasks that a spot among those that a filter shows stands for. */
export function unfiltered(
  all: ReadonlyMap<string, Task[]>,
  shown: ReadonlyMap<string, Task[]>,
  task: Task,
  { columnId, index }: Spot,
): Spot {
  const others = (tasks: ReadonlyMap<string, Task[]>) =>
    (tasks.get(columnId) ?? []).filter(({ id }) => id !== task.id);
  const [near, whole] = [others(shown), others(all)];
  const [before, next] = [near[index - 1], near[index]];
  const at = (other: Task) => whole.findIndex(({ id }) => id === other.id);
  if (before !== undefined) return { columnId, index: at(before) + 1 };
  return { columnId, index: next === undefined ? whole.length : at(next) };
}

/** A place before the task at an index; where two have one place, after both. */
export function placeAt(tasks: readonly Task[], index: number): string {
  const low = tasks[index - 1]?.position ?? null;
  const high = tasks.slice(index).find(({ position }) => low === null || position > low);
  return placeBetween(low, high?.position ?? null);
}

/** The spot next to it in a direction; at an edge it stays. */
export function stepped(
  board: Board,
  columns: ReadonlyMap<string, Task[]>,
  at: Spot,
  step: 'up' | 'down' | 'before' | 'after',
): Spot {
  const column = board.columns.findIndex(({ id }) => id === at.columnId);
  if (step === 'up') return { ...at, index: Math.max(0, at.index - 1) };
  if (step === 'down') {
    const last = Math.max(0, (columns.get(at.columnId)?.length ?? 1) - 1);
    return { ...at, index: Math.min(last, at.index + 1) };
  }
  const next = board.columns[column + (step === 'after' ? 1 : -1)];
  if (next === undefined) return at;
  return { columnId: next.id, index: Math.min(at.index, columns.get(next.id)?.length ?? 0) };
}
