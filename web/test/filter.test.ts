import type { Task } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import {
  conditions,
  fits,
  inOrderOf,
  isShown,
  keptQuery,
  NO_FILTER,
  queryOf,
  readShowing,
  type TaskFilter,
} from '../src/boards/filter.ts';
import { taskWith } from './samples.ts';

const now = new Date(2026, 10, 28, 12);
const at = (day: number, hour = 17) => new Date(2026, 10, day, hour).toISOString();

function passes(task: Partial<Task>, filter: Partial<TaskFilter>): boolean {
  return fits(taskWith('one', task), { ...NO_FILTER, ...filter }, 'ada', now);
}

describe('a filter', () => {
  it('lets everything through that it says nothing of', () => {
    expect(passes({}, {})).toBe(true);
  });

  it('knows oneself, nobody and others', () => {
    expect(passes({ assigneeIds: ['ada'] }, { assignees: ['me'] })).toBe(true);
    expect(passes({ assigneeIds: ['bob'] }, { assignees: ['me'] })).toBe(false);
    expect(passes({ assigneeIds: [] }, { assignees: ['me', 'nobody'] })).toBe(true);
    expect(passes({ assigneeIds: ['bob'] }, { assignees: ['nobody'] })).toBe(false);
    expect(passes({ assigneeIds: ['bob'] }, { assignees: ['bob'] })).toBe(true);
  });

  it('takes one of several within a field, and all fields together', () => {
    const task = { labels: ['party'], columnId: 'c1' };
    expect(passes(task, { labels: ['work', 'party'] })).toBe(true);
    expect(passes(task, { labels: ['party'], columnIds: ['c2'] })).toBe(false);
  });

  it('knows what is overdue, soon and without a date', () => {
    expect(passes({ dueAt: at(28, 11) }, { due: 'overdue' })).toBe(true);
    expect(passes({ dueAt: at(28, 11), status: 'done' }, { due: 'overdue' })).toBe(false);
    expect(passes({ dueAt: at(28, 13) }, { due: 'overdue' })).toBe(false);
    expect(passes({ dueAt: at(28) }, { due: 'week' })).toBe(true);
    expect(passes({ dueAt: at(34) }, { due: 'week' })).toBe(true);
    expect(passes({ dueAt: at(35) }, { due: 'week' })).toBe(false);
    expect(passes({ dueAt: at(27) }, { due: 'week' })).toBe(false);
    expect(passes({}, { due: 'none' })).toBe(true);
    expect(passes({ dueAt: at(28) }, { due: 'none' })).toBe(false);
  });

  it('finds all words, whatever their case, in title, description and labels', () => {
    const task = { title: 'Book the Venue', description: 'with a garden', labels: ['party'] };
    expect(passes(task, { text: 'venue GARDEN part' })).toBe(true);
    expect(passes(task, { text: 'venue cellar' })).toBe(false);
  });
});

describe('the URL of a board', () => {
  it('says what is shown, and reads the same again', () => {
    const showing = {
      filter: {
        assignees: ['me', 'nobody'],
        labels: ['a & b', 'ü?'],
        columnIds: ['c1'],
        due: 'week' as const,
        text: 'big venue',
      },
      sort: { by: 'due' as const, down: true },
      month: '2026-11',
    };
    expect(readShowing(queryOf(showing))).toEqual(showing);
    expect(conditions(showing.filter)).toBe(7);
  });

  it('is the same for the same filter, in whatever order it was put together', () => {
    const one = readShowing('label=b&label=a&assignee=me');
    const other = readShowing('assignee=me&label=a&label=b&label=a');
    expect(queryOf(one)).toBe(queryOf(other));
  });

  it('leaves out what it does not understand', () => {
    expect(queryOf(readShowing('due=never&sort=colour&month=2026-13&else=1'))).toBe('');
  });
});

describe('the order of a list', () => {
  const tasks = [
    taskWith('late', { title: 'b', dueAt: at(30), updatedAt: at(1) }),
    taskWith('never', { title: 'c', updatedAt: at(3) }),
    taskWith('soon', { title: 'a', dueAt: at(29), updatedAt: at(2) }),
  ];
  const ids = (by: 'due' | 'title' | 'updated', down: boolean) =>
    inOrderOf(tasks, { by, down }).map(({ id }) => id);

  it('is that of the board where none is asked for', () => {
    expect(inOrderOf(tasks, null)).toEqual(tasks);
  });

  it('has what is never due at the end, both ways', () => {
    expect(ids('due', false)).toEqual(['soon', 'late', 'never']);
    expect(ids('due', true)).toEqual(['late', 'soon', 'never']);
  });

  it('is by title or by the last change', () => {
    expect(ids('title', false)).toEqual(['soon', 'late', 'never']);
    expect(ids('updated', true)).toEqual(['never', 'soon', 'late']);
  });
});

describe('a view', () => {
  const view = { boardId: 'b', layout: 'list', query: 'label=party&sort=-due' } as const;
  const at = { board: 'b', layout: 'list', query: 'sort=-due&label=party' };

  it('is shown where the layout and what the query means are its own', () => {
    expect(isShown(view, at)).toBe(true);
    expect(isShown(view, { ...at, board: 'c' })).toBe(false);
    expect(isShown(view, { ...at, layout: 'board' })).toBe(false);
    expect(isShown(view, { ...at, query: 'label=party' })).toBe(false);
  });

  it('keeps no month', () => {
    expect(keptQuery('month=2026-11&label=party')).toBe('label=party');
    expect(
      isShown(
        { ...view, layout: 'calendar' },
        { ...at, layout: 'calendar', query: `${at.query}&month=2026-11` },
      ),
    ).toBe(true);
  });
});
