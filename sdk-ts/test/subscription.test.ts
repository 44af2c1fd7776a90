import { describe, expect, it } from 'vitest';
import type { Parley, Position, TopicEvent } from '../src/index.ts';
import type { ClientFrame } from '../src/protocol.ts';
import { generator } from './generator.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { range, type ScriptedSocket, TOPIC, told, World } from './scripted-server.ts';

class Recorder {
  readonly offsets: (number | null)[] = [];
  readonly reloads: Position[] = [];
  readonly ends: string[] = [];
  event(event: TopicEvent): void {
    this.offsets.push(event.offset ?? null);
  }
  reload(position: Position): void {
    this.reloads.push(position);
  }
  ended(code: string): void {
    this.ends.push(code);
  }
}

const FROM = { epoch: 'e', offset: 10 };

function recovered(offset: number, events: number[], hasMore = false) {
  return { topic: TOPIC, epoch: 'e', offset, recovered: true, events: events.map(told), hasMore };
}

async function live(world: World): Promise<{ parley: Parley; told: Recorder }> {
  const parley = await world.connected();
  const recorder = new Recorder();
  parley.subscribe(TOPIC, recorder, FROM);
  await settle();
  world.socket.reply(world.socket.last('subscribe'), recovered(10, []));
  await settle();
  return { parley, told: recorder };
}

describe('a subscription', () => {
  it('asks from where the snapshot was taken and is live once answered', async () => {
    const world = new World();
    const { parley } = await live(world);
    expect(world.socket.last('subscribe').payload).toEqual({ topic: TOPIC, ...FROM });
    expect(parley.state.status).toBe('live');
  });

  it('tells each offset once and in order, whatever is repeated or early', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    for (const offset of [11, 11, 12, 10, 12, 13]) world.socket.say(told(offset));
    expect(recorder.offsets).toEqual([11, 12, 13]);
  });

  it('asks again from the last offset when one is missing, and loses nothing', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    world.socket.say(told(11));
    world.socket.say(told(14));
    world.socket.say(told(15));
    await settle();
    const again = world.socket.last('subscribe');
    expect(again.payload).toEqual({ topic: TOPIC, epoch: 'e', offset: 11 });
    world.socket.reply(again, recovered(14, [12, 13, 14]));
    await settle();
    expect(recorder.offsets).toEqual([11, 12, 13, 14, 15]);
  });

  it('fetches page after page while there is more', async () => {
    const world = new World();
    const { parley, told: recorder } = await live(world);
    world.socket.drop();
    await world.clock.pass(1_000);
    world.socket.ready();
    await settle();
    world.socket.reply(world.socket.last('subscribe'), recovered(12, [11, 12], true));
    await settle();
    expect(parley.state.status).toBe('catching-up');
    expect(world.socket.last('subscribe').payload).toEqual({
      topic: TOPIC,
      epoch: 'e',
      offset: 12,
    });
    world.socket.reply(world.socket.last('subscribe'), recovered(13, [13]));
    await settle();
    expect(recorder.offsets).toEqual([11, 12, 13]);
    expect(parley.state.status).toBe('live');
  });

  it('holds what arrives while it asks, and tells it after the answer', async () => {
    const world = new World();
    const parley = await world.connected();
    const recorder = new Recorder();
    parley.subscribe(TOPIC, recorder, FROM);
    await settle();
    world.socket.say(told(13));
    world.socket.say(told(12));
    expect(recorder.offsets).toEqual([]);
    world.socket.reply(world.socket.last('subscribe'), recovered(12, [11, 12]));
    await settle();
    expect(recorder.offsets).toEqual([11, 12, 13]);
  });

  it('says reload when what was missed cannot be recovered, and goes on from there', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    world.socket.drop();
    await world.clock.pass(1_000);
    world.socket.ready();
    await settle();
    world.socket.reply(world.socket.last('subscribe'), {
      topic: TOPIC,
      epoch: 'e2',
      offset: 40,
      recovered: false,
      events: [],
    });
    await settle();
    expect(recorder.reloads).toEqual([{ epoch: 'e2', offset: 40 }]);
    world.socket.say(told(41));
    expect(recorder.offsets).toEqual([41]);
  });

  it('skips what a newer snapshot already contains', async () => {
    const world = new World();
    const parley = await world.connected();
    const recorder = new Recorder();
    const listening = parley.subscribe(TOPIC, recorder, FROM);
    await settle();
    listening.advance({ epoch: 'e', offset: 12 });
    world.socket.reply(world.socket.last('subscribe'), recovered(13, [11, 12, 13]));
    await settle();
    expect(recorder.offsets).toEqual([13]);
  });

  it('passes ephemeral events on at once and never counts them', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    world.socket.say({ type: 'typing.user', topic: TOPIC, payload: {} });
    world.socket.say(told(11));
    expect(recorder.offsets).toEqual([null, 11]);
  });

  it('ends when the server ends it, and is not asked for again', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    world.socket.say({
      type: 'subscription.ended',
      topic: TOPIC,
      payload: { code: 'not_found' },
    });
    expect(recorder.ends).toEqual(['not_found']);
    world.socket.drop();
    await world.clock.pass(1_000);
    world.socket.ready();
    await settle();
    expect(world.socket.asked('subscribe')).toEqual([]);
  });

  it('does not ask for ever when a gap cannot be filled', async () => {
    const world = new World();
    const { told: recorder } = await live(world);
    for (let round = 0; round < 10; round++) {
      world.socket.say(told(99));
      await settle();
      const asked = world.socket.last('subscribe');
      if (!('offset' in asked.payload)) break;
      world.socket.reply(asked, recovered(10, []));
      await settle();
    }
    world.socket.reply(world.socket.last('subscribe'), {
      topic: TOPIC,
      epoch: 'e',
      offset: 99,
      recovered: false,
      events: [],
    });
    await settle();
    expect(recorder.reloads).toEqual([{ epoch: 'e', offset: 99 }]);
  });

  it('delivers every offset exactly once under random loss, repeats and drops', async () => {
    for (let seed = 1; seed <= 40; seed++) await randomHistory(seed);
  }, 20_000);
});

/** A server with a true log and a bad network; the seed is in the failure's message. */
async function randomHistory(seed: number): Promise<void> {
  const random = generator(seed);
  const world = new World();
  world.clock.chance = 0;
  const { told: recorder } = await live(world);
  let head = 10;
  let answered = world.socket.asked('subscribe').length;
  let socket: ScriptedSocket = world.socket;
  const answerAll = () => {
    const asked = socket.asked('subscribe');
    for (; answered < asked.length; answered++) {
      const { offset } = (asked[answered] as ClientFrame).payload as { offset: number };
      const last = Math.min(head, offset + 3);
      socket.reply(
        asked[answered] as ClientFrame,
        recovered(last, range(offset + 1, last), last < head),
      );
    }
  };
  for (let step = 0; step < 80; step++) {
    const dice = random();
    if (dice < 0.6) {
      head += 1;
      if (random() < 0.8) socket.say(told(head));
      if (random() < 0.2) socket.say(told(Math.max(11, head - Math.floor(random() * 4))));
    } else if (dice < 0.9) {
      await settle();
      answerAll();
    } else {
      socket.drop();
      await world.clock.pass(200);
      socket = world.socket;
      answered = 0;
      socket.ready();
    }
  }
  head += 1;
  socket.say(told(head));
  for (let round = 0; round < 60; round++) {
    await settle();
    answerAll();
  }
  expect(recorder.offsets, `seed ${seed}`).toEqual(range(11, head));
  expect(recorder.reloads, `seed ${seed}`).toEqual([]);
}

describe('the manual clock', () => {
  it('runs timers in order of their time', async () => {
    const clock = new ManualClock();
    const ran: number[] = [];
    clock.after(20, () => ran.push(2));
    clock.after(10, () => ran.push(1));
    await clock.pass(15);
    expect(ran).toEqual([1]);
  });
});
