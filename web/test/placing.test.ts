import type { Board, Task } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import { byColumn, moved, placeAt, spotOf, stepped, withHeld } from '../src/boards/placing.ts';

const AT = '2026-11-21T06:30:00.000Z';

const board: Board = {
  id: 'b',
  workspaceId: 'w',
  name: 'Launch',
  columns: [
    { id: 'c1', name: 'To do', status: 'todo' },
    { id: 'c2', name: 'Done', status: 'done' },
  ],
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};

function task(id: string, columnId: string, position: string): Task {
  return {
    id,
    workspaceId: 'w',
    title: id,
    description: '',
    status: 'todo',
    assigneeIds: [],
    labels: [],
    dueAt: null,
    checklist: [],
    boardId: 'b',
    columnId,
    position,
    parentId: null,
    relations: [],
    version: 1,
    source: null,
    createdBy: 'ada',
    updatedBy: 'ada',
    createdAt: AT,
    updatedAt: AT,
  };
}

const one = task('one', 'c1', 'a0');
const two = task('two', 'c1', 'a1');
const three = task('three', 'c1', 'a2');
const other = task('other', 'c2', 'a0');
const columns = byColumn(board, [three, other, one, two]);

const ids = (tasks: readonly Task[] | undefined) => tasks?.map(({ id }) => id);

describe('a board', () => {
  it('has its tasks by their places, compared as texts', () => {
    expect(ids(columns.get('c1'))).toEqual(['one', 'two', 'three']);
    const upper = byColumn(board, [task('low', 'c1', 'Zz'), one]);
    expect(ids(upper.get('c1'))).toEqual(['low', 'one']);
  });

  it('shows a card that is held where it would be put', () => {
    const held = withHeld(columns, 'one', { columnId: 'c2', index: 1 });
    expect(ids(held.get('c1'))).toEqual(['two', 'three']);
    expect(ids(held.get('c2'))).toEqual(['other', 'one']);
    expect(spotOf(held, 'one')).toEqual({ columnId: 'c2', index: 1 });
  });

  it('changes the place alone within a column', () => {
    expect(moved(board, columns, three, { columnId: 'c1', index: 1 })).toEqual({
      position: 'a0V',
    });
  });

  it('changes the status with the column', () => {
    expect(moved(board, columns, one, { columnId: 'c2', index: 1 })).toEqual({
      boardId: 'b',
      columnId: 'c2',
      status: 'done',
      position: 'a1',
    });
  });

  it('changes nothing where the card stands already', () => {
    expect(moved(board, columns, two, { columnId: 'c1', index: 1 })).toEqual({});
  });

  it('finds a place also where two have the same', () => {
    const twins = [task('a', 'c1', 'a0'), task('b', 'c1', 'a0'), task('c', 'c1', 'a1')];
    expect(placeAt(twins, 1)).toBe('a0V');
  });

  it('is gone through by keys, and stays at its edges', () => {
    const at = { columnId: 'c1', index: 2 };
    expect(stepped(board, columns, at, 'down')).toEqual(at);
    expect(stepped(board, columns, at, 'up')).toEqual({ columnId: 'c1', index: 1 });
    expect(stepped(board, columns, at, 'after')).toEqual({ columnId: 'c2', index: 1 });
    expect(stepped(board, columns, at, 'before')).toEqual(at);
  });
});
