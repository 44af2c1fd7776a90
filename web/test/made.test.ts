import type { Parley, Task, TopicEvent } from '@parley/sdk';
import { describe, expect, it } from 'vitest';
import { Made } from '../src/state/made.ts';
import { ROOM } from './samples.ts';

function task(id: string, messageId: string): Task {
  return { id, source: { conversationId: ROOM, messageId } } as Task;
}

/** A server that has these tasks, on pages of two. */
function made(tasks: Task[]): Made {
  const madeFrom = async (_: string, { after }: { after?: string }) => {
    const from = after === undefined ? 0 : tasks.findIndex((each) => each.id === after) + 1;
    const page = tasks.slice(from, from + 2);
    const hasMore = from + 2 < tasks.length;
    return { tasks: page, hasMore, nextAfter: hasMore ? (page.at(-1)?.id ?? null) : null };
  };
  const among = async (ids: string[]) => ({ tasks: tasks.filter(({ id }) => ids.includes(id)) });
  return new Made({ tasks: { madeFrom, among } } as unknown as Parley);
}

function event(type: 'task.linked' | 'task.unlinked', taskId: string): TopicEvent {
  return { type, topic: '', payload: { conversationId: ROOM, messageId: 'm1', taskId } };
}

function ids(from: Made, messageId: string): string[] {
  return (from.store.get()[messageId] ?? []).map((each) => each.id);
}

describe('the tasks of messages', () => {
  it('are read page by page', async () => {
    const all = made([task('a', 'm1'), task('b', 'm2'), task('c', 'm1')]);
    await all.open(ROOM);
    expect(ids(all, 'm1')).toEqual(['a', 'c']);
    expect(ids(all, 'm2')).toEqual(['b']);
  });

  it('come and go with what is told', async () => {
    const tasks: Task[] = [];
    const all = made(tasks);
    await all.open(ROOM);
    tasks.push(task('a', 'm1'));
    all.told(event('task.linked', 'a'));
    all.told(event('task.linked', 'hidden'));
    await expect.poll(() => ids(all, 'm1')).toEqual(['a']);
    all.told(event('task.unlinked', 'a'));
    expect(ids(all, 'm1')).toEqual([]);
  });

  it('are forgotten with the conversation', async () => {
    const all = made([task('a', 'm1')]);
    await all.open(ROOM);
    all.leave(ROOM);
    expect(all.store.get()).toEqual({});
  });
});
