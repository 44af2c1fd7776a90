import { describe, expect, it } from 'vitest';
import { boardRoute, pathOf, read, taskRoute } from '../src/shell/router.ts';

const board = { id: 'b 1', workspaceId: 'w' };

describe('a route', () => {
  it('says the layout, the task and what is shown of a board', () => {
    expect(pathOf(boardRoute(board))).toBe('/w/w/b/b%201');
    expect(pathOf(boardRoute(board, 'list', 'due=week'))).toBe('/w/w/b/b%201/list?due=week');
    const task = { ...taskRoute(board, 't'), layout: 'calendar' as const };
    expect(pathOf(task)).toBe('/w/w/b/b%201/calendar/t/t');
  });

  it('is read from its URL again', () => {
    for (const layout of ['board', 'list', 'calendar'] as const) {
      for (const task of [null, 't/1']) {
        const route = { ...boardRoute(board, layout, 'label=a&text=b'), task };
        expect(read(pathOf(route))).toEqual(route);
      }
    }
  });
});
