import { describe, expect, it } from 'vitest';
import { settle } from './manual-clock.ts';
import { AT, BOARDS, LIST, Scene, TOPIC, task, updated, WORKSPACE } from './task-scene.ts';

describe('following the tasks of a workspace', () => {
  it('loads every page and follows from the first', async () => {
    const scene = new Scene();
    scene.pages = [
      scene.page([task('t1')], { hasMore: true, nextAfter: 't1' }),
      scene.page([task('t2')], { offset: 14 }),
    ];
    await scene.open();
    expect([...scene.list.tasks.keys()]).toEqual(['t1', 't2']);
    const { payload } = scene.socket.last('subscribe');
    expect(payload).toEqual({ topic: TOPIC, epoch: 'e', offset: 10 });
    expect(scene.list.phase).toBe('ready');
  });

  it('applies the next version, and no older one', async () => {
    const scene = await new Scene().open();
    scene.socket.say(updated(11, 't1', 2, { title: 'second' }));
    scene.socket.say(updated(12, 't1', 2, { title: 'again' }));
    scene.socket.say(updated(13, 't1', 1, { title: 'first' }));
    expect(scene.title('t1')).toBe('second');
    expect(scene.list.tasks.get('t1')?.version).toBe(2);
  });

  it('loads again where a version is missing', async () => {
    const scene = await new Scene().open();
    scene.pages = [scene.page([task('t1', { version: 3, title: 'third' })], { offset: 11 })];
    scene.socket.say(updated(11, 't1', 3, { title: 'third' }));
    await settle();
    expect(scene.title('t1')).toBe('third');
    expect(scene.list.tasks.has('t2')).toBe(false);
  });

  it('loads again when what was missed cannot be recovered, and keeps what comes meanwhile', async () => {
    const scene = await new Scene().open();
    scene.socket.drop();
    await scene.world.clock.pass(1_000);
    scene.socket.ready();
    await settle();
    scene.pages = [scene.page([task('t1', { version: 5, title: 'fifth' })], { offset: 20 })];
    scene.recover([], { recovered: false, epoch: 'e2', offset: 20 });
    scene.socket.say(updated(21, 't1', 6, { title: 'sixth' }));
    await settle();
    expect(scene.title('t1')).toBe('sixth');
  });

  it('knows what others make and delete, and passes on what it does not keep', async () => {
    const scene = await new Scene().open();
    const about = { topic: TOPIC, userId: 'bob', timestamp: AT };
    scene.socket.say({ ...about, type: 'task.created', offset: 11, payload: { task: task('t3') } });
    const deleted = { taskId: 't2', workspaceId: WORKSPACE, version: 2 };
    scene.socket.say({ ...about, type: 'task.deleted', offset: 12, payload: deleted });
    const board = { id: 'b', workspaceId: WORKSPACE, name: 'Launch', columns: [], version: 1 };
    scene.socket.say({ ...about, type: 'board.created', offset: 13, payload: { board } });
    scene.socket.say({ ...about, type: 'workspace.updated', offset: 14, payload: {} });
    expect([...scene.list.tasks.keys()]).toEqual(['t1', 't3']);
    expect(scene.list.boards.map(({ name }) => name)).toEqual(['Launch']);
    expect(scene.watcher.others).toEqual(['workspace.updated']);
  });

  it('ends where the workspace is not seen', async () => {
    const scene = new Scene();
    scene.world.answers.set(LIST, () => ({
      status: 404,
      body: { code: 'not_found', title: 'No' },
    }));
    const parley = await scene.world.connected();
    const list = parley.follow(WORKSPACE, scene.watcher);
    await settle();
    expect(list.phase).toBe('ended');
  });

  it('tries again until it can load', async () => {
    const scene = new Scene();
    scene.world.answers.set(BOARDS, () => ({ status: 200, body: { boards: [] } }));
    scene.world.answers.set(LIST, () => 'unreachable');
    const parley = await scene.world.connected();
    const list = parley.follow(WORKSPACE, scene.watcher);
    await settle();
    expect(list.phase).toBe('failed');
    scene.world.answers.set(LIST, () => ({ status: 200, body: scene.pages[0] as object }));
    await scene.world.clock.pass(3_000);
    expect(list.phase).toBe('ready');
  });
});
