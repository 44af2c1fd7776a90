import { describe, expect, it } from 'vitest';
import { MemoryStore, Parley } from '../src/index.ts';
import { settle } from './manual-clock.ts';
import { message, ROOM, World } from './scripted-server.ts';

const OTHER = '01900000-0000-7000-8000-0000000000c2';

function sent(world: World) {
  return world.socket.asked('message.send').map((frame) => frame.payload) as {
    clientId: string;
    content: string;
    conversationId: string;
  }[];
}

async function stored(store: MemoryStore, part: string): Promise<string[]> {
  return (await store.entries('')).map(([key]) => key).filter((key) => key.includes(part));
}

describe('the outbox', () => {
  it('resolves with the message that the server acknowledged', async () => {
    const world = new World();
    const parley = await world.connected();
    const sending = parley.send({ conversationId: ROOM, content: 'Hello' });
    await settle();
    expect(parley.state.waiting).toBe(1);
    world.socket.reply(world.socket.last('message.send'), { message: message(7) });
    await expect(sending).resolves.toMatchObject({ seq: 7 });
    await settle();
    expect(parley.state.waiting).toBe(0);
  });

  it('keeps order within a conversation and does not hold up another one', async () => {
    const world = new World();
    const parley = await world.connected();
    void parley.send({ conversationId: ROOM, content: 'one' });
    void parley.send({ conversationId: ROOM, content: 'two' });
    void parley.send({ conversationId: OTHER, content: 'else' });
    await settle();
    expect(sent(world).map((each) => each.content)).toEqual(['one', 'else']);
    const first = world.socket.asked('message.send')[0];
    if (first) world.socket.reply(first, { message: message(1) });
    await settle();
    expect(sent(world).map((each) => each.content)).toEqual(['one', 'else', 'two']);
  });

  it('says what a message cites, and nothing where it cites nothing', async () => {
    const world = new World();
    const parley = await world.connected();
    void parley.send({ conversationId: ROOM, content: 'This', taskIds: ['t1'] });
    void parley.send({ conversationId: OTHER, content: 'Plain', taskIds: [] });
    await settle();
    const [citing, plain] = world.socket.asked('message.send').map((frame) => frame.payload);
    expect(citing).toMatchObject({ content: 'This', taskIds: ['t1'] });
    expect(plain).not.toHaveProperty('taskIds');
  });

  it('repeats under the same clientId after the connection was lost', async () => {
    const world = new World();
    const parley = await world.connected();
    const sending = parley.send({ conversationId: ROOM, content: 'Hello' });
    await settle();
    const [first] = sent(world);
    world.socket.drop();
    await world.clock.pass(1_000);
    world.socket.ready();
    await settle();
    expect(sent(world)).toEqual([first]);
    world.socket.reply(world.socket.last('message.send'), {
      message: message(7),
      duplicate: true,
    });
    await expect(sending).resolves.toMatchObject({ seq: 7 });
  });

  it('outlives the page: a new run sends what the last one could not', async () => {
    const store = new MemoryStore();
    const before = new World(store);
    const first = await before.signIn();
    first.send({ conversationId: ROOM, content: 'Later' }).catch(() => undefined);
    await settle();
    first.close();
    const after = new World(store);
    const second = (await Parley.resume(after.options)) as Parley;
    expect(second.outbox.list().map((each) => each.content)).toEqual(['Later']);
    second.connect();
    await settle();
    after.socket.ready();
    await settle();
    expect(sent(after).map((each) => each.content)).toEqual(['Later']);
    after.socket.reply(after.socket.last('message.send'), { message: message(1) });
    await settle();
    expect(await stored(store, '/outbox/')).toEqual([]);
  });

  it('keeps nothing for whoever signs out', async () => {
    const store = new MemoryStore();
    const before = await new World(store).signIn();
    const waiting = before.send({ conversationId: ROOM, content: 'one' });
    waiting.catch(() => undefined);
    await settle();
    before.close();
    const parley = (await Parley.resume(new World(store).options)) as Parley;
    const sending = parley.send({ conversationId: ROOM, content: 'two' });
    const discarded = expect(sending).rejects.toMatchObject({ code: 'discarded' });
    await settle();
    expect(await stored(store, '/outbox/')).toHaveLength(2);
    const [key] = await stored(store, '/outbox/');
    const foreign = key?.replace(/[^/]+\/[^/]+$/, 'someone/else') ?? '';
    await store.set(foreign, {});
    await parley.signOut();
    await discarded;
    expect(await stored(store, '')).toEqual([foreign]);
    const again = await new World(store).signIn();
    expect(again.outbox.list()).toEqual([]);
  });

  it('keeps the text of a refused message until it is retried or discarded', async () => {
    const world = new World();
    const parley = await world.connected();
    const sending = parley.send({ conversationId: ROOM, content: 'No' });
    await settle();
    world.socket.refuse(world.socket.last('message.send'), { code: 'forbidden', retry: 'never' });
    await expect(sending).rejects.toMatchObject({ code: 'forbidden' });
    const [kept] = parley.outbox.list();
    expect(kept).toMatchObject({ content: 'No', failure: { code: 'forbidden' } });
    parley.outbox.retry(kept?.clientId ?? '');
    await settle();
    expect(sent(world)).toHaveLength(2);
    expect(sent(world)[1]?.clientId).toBe(sent(world)[0]?.clientId);
    parley.outbox.discard(kept?.clientId ?? '');
    expect(parley.outbox.list()).toEqual([]);
  });

  it('waits as long as the server asks before it tries again', async () => {
    const world = new World();
    world.clock.chance = 0;
    const parley = await world.connected();
    void parley.send({ conversationId: ROOM, content: 'Slow down' });
    await settle();
    world.socket.refuse(world.socket.last('message.send'), {
      code: 'rate_limited',
      retry: 'later',
      retryAfterMs: 240,
    });
    await world.clock.pass(239);
    expect(sent(world)).toHaveLength(1);
    await world.clock.pass(2);
    expect(sent(world)).toHaveLength(2);
  });

  it('is bounded', async () => {
    const world = new World();
    const parley = await world.signIn();
    for (let nth = 0; nth < 500; nth++) {
      void parley.send({ conversationId: ROOM, content: `${nth}` });
    }
    await expect(parley.send({ conversationId: ROOM, content: 'x' })).rejects.toMatchObject({
      code: 'queue_full',
    });
  });
});

describe('marks', () => {
  it('gathers read marks and sends the highest alone', async () => {
    const world = new World();
    const parley = await world.connected();
    for (const seq of [3, 9, 5]) parley.markRead(ROOM, seq);
    await world.clock.pass(500);
    expect(world.socket.asked('message.read').map((frame) => frame.payload)).toEqual([
      { conversationId: ROOM, seq: 9 },
    ]);
    parley.markRead(ROOM, 8);
    await world.clock.pass(500);
    expect(world.socket.asked('message.read')).toHaveLength(1);
  });

  it('sends a mark that was set offline once there is a connection', async () => {
    const world = new World();
    const parley = await world.signIn();
    parley.markRead(ROOM, 4);
    parley.connect();
    await settle();
    world.socket.ready();
    await world.clock.pass(500);
    expect(world.socket.last('message.read').payload).toEqual({ conversationId: ROOM, seq: 4 });
  });
});

describe('typing', () => {
  it('is said once in three seconds, and taken back when the message is sent', async () => {
    const world = new World();
    const parley = await world.connected();
    for (let key = 0; key < 10; key++) {
      parley.typing(ROOM);
      await world.clock.pass(400);
    }
    expect(world.socket.asked('typing.start')).toHaveLength(2);
    void parley.send({ conversationId: ROOM, content: 'Done' });
    await settle();
    expect(world.socket.asked('typing.stop')).toHaveLength(1);
  });
});
