import type { Board } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import {
  boardNamed,
  columnMoved,
  columnNamed,
  withColumn,
  withoutColumn,
} from '../src/boards/columns.ts';

const AT = '2026-11-21T06:30:00.000Z';

const board: Board = {
  id: 'b',
  workspaceId: 'w',
  name: 'Launch',
  columns: [
    { id: 'c1', name: 'To do', status: 'todo' },
    { id: 'c2', name: 'Doing', status: 'doing' },
    { id: 'c3', name: 'Done', status: 'done' },
  ],
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};

const ids = ({ columns }: { columns: { id?: string }[] }) => columns.map(({ id }) => id);

describe('a board', () => {
  it('keeps its columns under another name', () => {
    expect(boardNamed(board, 'Spring')).toEqual({ name: 'Spring', columns: board.columns });
  });

  it('keeps its name and the other columns when one is named anew', () => {
    const { name, columns } = columnNamed(board, 'c2', 'Going on');
    expect(name).toBe('Launch');
    expect(columns.map((each) => each.name)).toEqual(['To do', 'Going on', 'Done']);
  });

  it('gets a new column at its end, without an id', () => {
    const { columns } = withColumn(board, 'Review', 'doing');
    expect(columns).toEqual([...board.columns, { name: 'Review', status: 'doing' }]);
  });

  it('loses the one column that is deleted', () => {
    expect(ids(withoutColumn(board, 'c1'))).toEqual(['c2', 'c3']);
  });

  it('has a column where it was put, counting the others', () => {
    expect(ids(columnMoved(board, 'c1', 2))).toEqual(['c2', 'c3', 'c1']);
    expect(ids(columnMoved(board, 'c3', 0))).toEqual(['c3', 'c1', 'c2']);
    expect(ids(columnMoved(board, 'c2', 1))).toEqual(['c1', 'c2', 'c3']);
  });

  it('does not get back a column that somebody else deleted meanwhile', () => {
    expect(ids(columnMoved(board, 'gone', 0))).toEqual(['c1', 'c2', 'c3']);
    expect(ids(columnNamed(board, 'gone', 'Back'))).toEqual(['c1', 'c2', 'c3']);
  });
});
