import { describe, expect, it } from 'vitest';
import { settle } from './manual-clock.ts';
import { message, ROOM, range, TOPIC, told, World } from './scripted-server.ts';

const TENANT = 'tenant:01900000-0000-7000-8000-000000000001';

/** A server that switches the socket on and off, and keeps what was said. */
class Switched extends World {
  realtime = true;
  /** How many messages there are, and changes of features. */
  head = 0;
  changes = 0;
  busy = false;

  constructor() {
    super();
    this.answers.set('GET /features', () => ({
      status: 200,
      body: {
        features: { realtime: { value: this.realtime, reason: 'STATIC' } },
        topic: TENANT,
        epoch: 'a',
        offset: this.changes,
      },
    }));
    this.answers.set('GET /events', () => this.#events());
    this.answers.set(`POST /conversations/${ROOM}/messages`, () => {
      this.head += 1;
      return { status: 201, body: { message: message(this.head) } };
    });
  }

  #events() {
    if (this.busy) {
      return { status: 429, body: { code: 'rate_limited', title: 'No', retryAfterMs: 20_000 } };
    }
    const { topic = '', offset = '0' } = this.requests.at(-1)?.query ?? {};
    const head = topic === TENANT ? this.changes : this.head;
    const events = range(Number(offset) + 1, head).map((at) =>
      topic === TENANT
        ? { ...told(at), type: 'feature.changed', topic, payload: { key: 'realtime', version: at } }
        : told(at),
    );
    return {
      status: 200,
      body: { topic, epoch: 'a', offset: head, recovered: true, events, hasMore: false },
    };
  }

  flip(realtime: boolean): void {
    this.realtime = realtime;
    this.changes += 1;
  }

  asked(path: string): number {
    return this.requests.filter((each) => each.path === path).length;
  }

  /** Answers what was subscribed to on the newest socket. */
  async subscribed(): Promise<void> {
    for (const frame of this.socket.asked('subscribe')) {
      const { topic, offset } = frame.payload as { topic: string; offset?: number };
      const head = topic === TENANT ? this.changes : this.head;
      const from = offset ?? 0;
      const events = topic === TENANT ? [] : range(from + 1, head).map(told);
      this.socket.reply(frame, { topic, epoch: 'a', offset: head, recovered: true, events });
    }
    await settle();
  }
}

async function polling() {
  const world = new Switched();
  world.realtime = false;
  const parley = await world.signIn();
  const heard: number[] = [];
  parley.subscribe(
    TOPIC,
    { event: (event) => heard.push(event.offset ?? 0) },
    { epoch: 'a', offset: 0 },
  );
  parley.connect();
  await settle();
  world.socket.drop();
  await world.clock.pass(2_000);
  return { world, parley, heard };
}

describe('without a socket', () => {
  it('asks every few seconds once a refused handshake was found to be meant', async () => {
    const { world, parley, heard } = await polling();
    expect(world.sockets).toHaveLength(1);
    expect(parley.state.status).toBe('polling');
    world.head = 3;
    await world.clock.pass(4_000);
    expect(heard).toEqual([1, 2, 3]);
    world.head = 5;
    await world.clock.pass(4_000);
    expect(heard).toEqual([1, 2, 3, 4, 5]);
  });

  it('sends over REST, and asks soon after', async () => {
    const { world, parley, heard } = await polling();
    const sent = await parley.send({ conversationId: ROOM, content: 'Hi', clientId: 'c1' });
    expect(sent.seq).toBe(1);
    expect(
      world.requests.find((each) => each.method === 'POST' && each.path.endsWith('/messages')),
    ).toMatchObject({ body: { clientId: 'c1', content: 'Hi' } });
    await world.clock.pass(500);
    expect(heard).toEqual([1]);
  });

  it('comes back to the socket when it hears of it, and misses and repeats nothing', async () => {
    const { world, parley, heard } = await polling();
    world.head = 2;
    await world.clock.pass(4_000);
    world.flip(true);
    await world.clock.pass(8_000);
    expect(world.sockets).toHaveLength(2);
    world.head = 4;
    world.socket.ready();
    await settle();
    await world.subscribed();
    expect(parley.state.status).toBe('live');
    world.socket.say(told(5));
    await settle();
    expect(heard).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks seldom while nobody is here, and at once when somebody is again', async () => {
    const { world, parley } = await polling();
    parley.presence('away');
    await world.clock.pass(200_000);
    const before = world.asked('/events');
    await world.clock.pass(60_000);
    expect(world.asked('/events') - before).toBeLessThanOrEqual(6);
    const idle = world.asked('/events');
    parley.presence('online');
    await world.clock.pass(100);
    expect(world.asked('/events')).toBe(idle + 2);
  });

  it('waits for as long as it is told to', async () => {
    const { world, parley } = await polling();
    world.busy = true;
    await world.clock.pass(4_000);
    const before = world.asked('/events');
    world.busy = false;
    world.head = 1;
    await world.clock.pass(14_000);
    expect(world.asked('/events')).toBe(before);
    await world.clock.pass(14_000);
    expect(world.asked('/events')).toBeGreaterThan(before);
    expect(parley.state.status).toBe('polling');
  });

  it('says so when the server cannot be reached, and goes on asking when it can', async () => {
    const { world, parley, heard } = await polling();
    const answer = world.answers.get('GET /events');
    const features = world.answers.get('GET /features');
    world.answers.set('GET /events', () => 'unreachable');
    world.answers.set('GET /features', () => 'unreachable');
    await world.clock.pass(5_000);
    expect(parley.state.status).toBe('offline');
    if (answer && features) {
      world.answers.set('GET /events', answer);
      world.answers.set('GET /features', features);
    }
    world.head = 2;
    await world.clock.pass(40_000);
    expect(parley.state.status).toBe('polling');
    expect(heard).toEqual([1, 2]);
    expect(world.sockets).toHaveLength(1);
  });

  it('asks about many topics in turn', async () => {
    const { world, parley } = await polling();
    for (const nth of range(1, 60)) {
      parley.subscribe(
        `conversation:${nth}`,
        { event: () => undefined },
        { epoch: 'a', offset: 0 },
      );
    }
    await world.clock.pass(1_000);
    const before = world.requests.length;
    await world.clock.pass(2_900);
    expect(world.requests.length - before).toBeLessThanOrEqual(20);
    await world.clock.pass(12_000);
    const asked = new Set(world.requests.slice(before).map((each) => each.query.topic));
    expect(asked.size).toBeGreaterThanOrEqual(60);
  });
});

describe('features', () => {
  it('are read once connected, and again a moment after a change', async () => {
    const world = new Switched();
    const parley = await world.connected();
    await world.subscribed();
    const seen: unknown[] = [];
    parley.features.listen((changes) => seen.push(...changes));
    expect(parley.features.get('realtime')).toBe(true);
    expect(parley.features.reason('realtime')).toBe('STATIC');
    expect(parley.features.get('none.such')).toBe(false);
    world.flip(false);
    world.socket.say({
      ...told(1),
      type: 'feature.changed',
      topic: TENANT,
      payload: { key: 'realtime', version: 1 },
    });
    await settle();
    expect(seen).toEqual([]);
    await world.clock.pass(2_000);
    expect(seen).toEqual([{ key: 'realtime', value: false }]);
  });

  it('are asked for again while the answer is older than the news', async () => {
    const world = new Switched();
    const parley = await world.connected();
    await world.subscribed();
    const news = { ...told(1), type: 'feature.changed', topic: TENANT };
    world.socket.say({ ...news, payload: { key: 'x', version: 1 } });
    await world.clock.pass(1_500);
    world.flip(false);
    await world.clock.pass(2_000);
    expect(parley.features.get('realtime', true)).toBe(false);
  });
});
