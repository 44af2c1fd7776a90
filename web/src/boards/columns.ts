import type { Board, BoardColumnDraft, TaskStatus } from '@parley/sdk';

/** A board as it is to be: its name, and its columns in their order. */
export interface BoardDraft {
  name: string;
  columns: BoardColumnDraft[];
}

export function boardNamed({ columns }: Board, name: string): BoardDraft {
  return { name, columns };
}

export function columnNamed({ name, columns }: Board, columnId: string, called: string) {
  const named = columns.map((each) => (each.id === columnId ? { ...each, name: called } : each));
  return { name, columns: named };
}

export function withColumn({ name, columns }: Board, called: string, status: TaskStatus) {
  return { name, columns: [...columns, { name: called, status }] };
}

export function withoutColumn({ name, columns }: Board, columnId: string): BoardDraft {
  return { name, columns: columns.filter(({ id }) => id !== columnId) };
}

/** @param index counts the other columns alone */
export function columnMoved({ name, columns }: Board, columnId: string, index: number): BoardDraft {
  return { name, columns: inPlace(columns, columnId, index) };
}

/** The columns with one of them before the other at an index. */
export function inPlace<T extends { id: string }>(
  columns: readonly T[],
  columnId: string,
  index: number,
): T[] {
  const held = columns.find(({ id }) => id === columnId);
  const others = columns.filter(({ id }) => id !== columnId);
  return held === undefined ? others : others.toSpliced(index, 0, held);
}
