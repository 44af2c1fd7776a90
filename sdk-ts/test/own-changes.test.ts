import { describe, expect, it } from 'vitest';
import { settle } from './manual-clock.ts';
import { LIST, Scene, task, updated, WORKSPACE } from './task-scene.ts';

describe('own changes', () => {
  it('show at once and are sent with the version that they were made from', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    expect(scene.title('t1')).toBe('mine');
    expect(scene.asked()).toEqual([{ taskId: 't1', version: 1, merge: true, title: 'mine' }]);
    expect(scene.list.waiting).toBe(1);
    await scene.accept(task('t1', { title: 'mine', version: 2 }));
    expect(scene.list.waiting).toBe(0);
    expect(scene.list.tasks.get('t1')?.version).toBe(2);
  });

  it('stay on top of what others change meanwhile', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    scene.socket.say(updated(11, 't1', 2, { description: 'theirs' }));
    expect(scene.list.tasks.get('t1')).toMatchObject({ title: 'mine', description: 'theirs' });
    await scene.accept(task('t1', { title: 'mine', description: 'theirs', version: 3 }));
    expect(scene.list.tasks.get('t1')).toMatchObject({ title: 'mine', description: 'theirs' });
  });

  it('are one after another, and the next builds upon the last', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'one' });
    scene.list.change('t1', { title: 'two' });
    scene.list.change('t1', { title: 'three', labels: ['x'] });
    expect(scene.asked()).toHaveLength(1);
    await scene.accept(task('t1', { title: 'one', version: 2 }));
    expect(scene.asked().at(-1)).toEqual({
      taskId: 't1',
      version: 2,
      merge: true,
      title: 'three',
      labels: ['x'],
    });
    expect(scene.title('t1')).toBe('three');
  });

  it('keep the old version where others came in between', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    scene.list.change('t1', { description: 'mine too' });
    await scene.accept(task('t1', { title: 'mine', description: 'theirs', version: 3 }));
    expect(scene.asked().at(-1)).toMatchObject({ version: 1, description: 'mine too' });
    const current = task('t1', { title: 'mine', description: 'theirs', version: 3 });
    await scene.refuse(current, ['description']);
    expect(scene.watcher.conflicts).toEqual([
      { task: current, fields: ['description'], wanted: { description: 'mine too' } },
    ]);
  });

  it('give way where others were faster, and tell what was wanted', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    const current = task('t1', { title: 'theirs', version: 2 });
    await scene.refuse(current, ['title']);
    expect(scene.title('t1')).toBe('theirs');
    expect(scene.list.waiting).toBe(0);
    expect(scene.watcher.conflicts).toEqual([
      { task: current, fields: ['title'], wanted: { title: 'mine' } },
    ]);
  });

  it('of which others touched a part are sent again without it', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine', labels: ['x'] });
    await scene.refuse(task('t1', { title: 'theirs', version: 2 }), ['title', 'labels']);
    expect(scene.asked().at(-1)).toEqual({ taskId: 't1', version: 2, merge: true, labels: ['x'] });
    expect(scene.watcher.conflicts[0]?.fields).toEqual(['title']);
    expect(scene.list.tasks.get('t1')).toMatchObject({ title: 'theirs', labels: ['x'] });
  });

  it('that move a task give way as a whole', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { columnId: 'c3', position: 'a5', status: 'done' });
    const current = task('t1', { columnId: 'c2', status: 'doing', version: 2 });
    await scene.refuse(current, ['columnId', 'position', 'status']);
    expect(scene.list.waiting).toBe(0);
    expect(scene.watcher.conflicts[0]?.fields).toEqual(['columnId', 'position', 'status']);
  });

  it('that a person began before others changed it are of the version that was read', async () => {
    const scene = await new Scene().open();
    const read = scene.list.tasks.get('t1');
    scene.socket.say(updated(11, 't1', 2, { title: 'theirs' }));
    scene.list.change('t1', { title: 'mine' }, read);
    expect(scene.asked().at(-1)).toMatchObject({ version: 1, title: 'mine' });
    await scene.refuse(task('t1', { title: 'theirs', version: 2 }), ['title']);
    scene.list.change('t1', { labels: ['x'] }, read);
    expect(scene.asked().at(-1)).toMatchObject({ version: 2, labels: ['x'] });
  });

  it('wait without a connection, and go in order once there is one', async () => {
    const scene = await new Scene().open();
    scene.world.network.set(false);
    await settle();
    scene.list.change('t1', { title: 'offline' });
    scene.list.change('t2', { status: 'done' });
    scene.list.change('t1', { title: 'offline still' });
    expect(scene.title('t1')).toBe('offline still');
    expect(scene.list.waiting).toBe(2);
    scene.world.network.set(true);
    await scene.world.clock.pass(1_000);
    scene.socket.ready();
    await settle();
    expect(scene.asked()).toEqual([
      { taskId: 't1', version: 1, merge: true, title: 'offline still' },
    ]);
    await scene.accept(task('t1', { title: 'offline still', version: 2 }));
    expect(scene.asked().at(-1)).toEqual({
      taskId: 't2',
      version: 1,
      merge: true,
      status: 'done',
    });
  });

  it('outlive the page, in their order, until the server has them', async () => {
    const first = await new Scene().open();
    first.world.network.set(false);
    await settle();
    first.list.change('t2', { status: 'done' });
    first.list.change('t1', { title: 'offline' });
    await settle();

    const second = await new Scene(first.world.store).open();
    expect(second.title('t1')).toBe('offline');
    expect(second.list.waiting).toBe(2);
    expect(second.asked()).toEqual([{ taskId: 't2', version: 1, merge: true, status: 'done' }]);
    await second.accept(task('t2', { status: 'done', position: 'a1', version: 2 }));
    await second.accept(task('t1', { title: 'offline', version: 2 }));
    expect(second.list.waiting).toBe(0);

    const third = await new Scene(first.world.store).open();
    expect(third.list.waiting).toBe(0);
    expect(third.asked()).toEqual([]);
  });

  it('that are made before the store is read come after those that it kept', async () => {
    const first = await new Scene().open();
    first.world.network.set(false);
    await settle();
    first.list.change('t1', { title: 'earlier' });
    await settle();

    const second = new Scene(first.world.store);
    second.world.network.set(false);
    second.world.answers.set(LIST, () => 'unreachable');
    const parley = await second.world.signIn();
    const list = parley.follow(WORKSPACE, second.watcher);
    const made = list.create({ title: 'later' });
    await settle();
    expect(list.waiting).toBe(2);
    const kept = await second.world.store.entries('');
    const changes = kept
      .filter(([key]) => key.includes('task-change/'))
      .map(([, value]) => value as { rank: number; change: { kind: string; taskId?: string } })
      .sort((a, b) => a.rank - b.rank);
    expect(changes.map(({ change }) => change.kind)).toEqual(['change', 'create']);
    expect(list.tasks.has(made.id)).toBe(true);
  });

  it('are forgotten with the session', async () => {
    const scene = await new Scene().open();
    scene.world.network.set(false);
    await settle();
    const parley = await scene.world.signIn();
    scene.list.change('t1', { title: 'offline' });
    await settle();
    const kept = async () =>
      (await scene.world.store.entries('')).filter(([key]) => key.includes('task-change/'));
    expect((await kept()).length).toBe(1);
    await parley.signOut();
    expect(await kept()).toEqual([]);
  });

  it('are sent again after a loss, whether they arrived or not', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    scene.socket.drop();
    await scene.world.clock.pass(1_000);
    scene.socket.ready();
    await settle();
    expect(scene.asked()).toEqual([{ taskId: 't1', version: 1, merge: true, title: 'mine' }]);
  });

  it('are tried again later where the server is busy', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    const busy = { code: 'rate_limited', retry: 'later', retryAfterMs: 500 };
    scene.socket.refuse(scene.socket.last('task.update'), busy);
    await scene.world.clock.pass(1_500);
    expect(scene.asked()).toHaveLength(2);
    expect(scene.title('t1')).toBe('mine');
  });

  it('that are refused for good are told and undone', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'mine' });
    scene.socket.refuse(scene.socket.last('task.update'), { code: 'forbidden' });
    await settle();
    expect(scene.watcher.refusals).toEqual(['forbidden']);
    expect(scene.title('t1')).toBe('task t1');
  });

  it('make a task, and change it before the server knows it', async () => {
    const scene = await new Scene().open();
    const made = scene.list.create({ title: 'new', boardId: 'b', columnId: 'c1' });
    scene.list.change(made.id, { title: 'newer' });
    expect(scene.title(made.id)).toBe('newer');
    const asked = scene.socket.last('task.create');
    expect(asked.payload).toMatchObject({ id: made.id, workspaceId: WORKSPACE, title: 'new' });
    scene.socket.reply(asked, { task: task(made.id, { title: 'new' }) });
    await settle();
    expect(scene.asked()).toEqual([{ taskId: made.id, version: 1, merge: true, title: 'newer' }]);
  });

  it('delete a task', async () => {
    const scene = await new Scene().open();
    scene.list.delete('t2');
    expect(scene.list.tasks.has('t2')).toBe(false);
    const asked = scene.socket.last('task.delete');
    expect(asked.payload).toEqual({ taskId: 't2' });
    scene.socket.reply(asked, { task: task('t2', { version: 2 }) });
    await settle();
    expect(scene.list.waiting).toBe(0);
    expect(scene.list.tasks.has('t2')).toBe(false);
  });

  it('that change nothing are none', async () => {
    const scene = await new Scene().open();
    scene.list.change('t1', { title: 'task t1' });
    expect(scene.asked()).toEqual([]);
  });
});
