import { describe, expect, it } from 'vitest';
import { settle } from './manual-clock.ts';
import { ADA, type ScriptedSocket, TOPIC, World } from './scripted-server.ts';

const BOB = '01900000-0000-7000-8000-00000000000b';
const CYD = '01900000-0000-7000-8000-00000000000c';
const SINCE = '2026-11-21T06:30:00.000Z';

const viewer = (userId: string) => ({ userId, since: SINCE });

function answer(socket: ScriptedSocket, ...people: string[]): Promise<void> {
  const payload = { viewers: people.map(viewer), count: people.length };
  socket.reply(socket.last('presence.join'), payload);
  return settle();
}

function joined(socket: ScriptedSocket, count: number, ...people: string[]): void {
  const payload = { viewers: people.map(viewer), count };
  socket.say({ type: 'presence.joined', topic: TOPIC, payload });
}

function left(socket: ScriptedSocket, count: number, ...userIds: string[]): void {
  socket.say({ type: 'presence.left', topic: TOPIC, payload: { userIds, count } });
}

async function looking() {
  const world = new World();
  const parley = await world.connected();
  let changes = 0;
  const viewing = parley.viewing(TOPIC, () => {
    changes += 1;
  });
  await settle();
  const people = () => viewing.viewers.map((each) => each.userId);
  return { world, parley, viewing, people, changes: () => changes };
}

describe('viewing', () => {
  it('keeps who looks on as it is answered and told', async () => {
    const { world, viewing, people, changes } = await looking();
    expect(world.socket.last('presence.join').payload).toEqual({ topic: TOPIC });
    await answer(world.socket, ADA);
    expect(people()).toEqual([ADA]);
    joined(world.socket, 2, BOB);
    joined(world.socket, 2, BOB);
    expect(people()).toEqual([ADA, BOB]);
    left(world.socket, 1, BOB);
    expect(people()).toEqual([ADA]);
    expect(viewing.count).toBe(1);
    expect(changes()).toBe(4);
  });

  it('is said every thirty seconds, and each answer corrects what was missed', async () => {
    const { world, people } = await looking();
    await answer(world.socket, ADA, BOB);
    await world.clock.pass(29_000);
    expect(world.socket.asked('presence.join')).toHaveLength(1);
    await world.clock.pass(2_000);
    expect(world.socket.asked('presence.join')).toHaveLength(2);
    await answer(world.socket, ADA, CYD);
    expect(people()).toEqual([ADA, CYD]);
  });

  it('takes what is told while an answer is under way for newer than the answer', async () => {
    const { world, people } = await looking();
    joined(world.socket, 2, BOB);
    await answer(world.socket, ADA);
    expect(people()).toEqual([ADA, BOB]);
  });

  it('is said again on the next connection, and shows the old picture until the answer', async () => {
    const { world, people } = await looking();
    await answer(world.socket, ADA, BOB);
    const lost = world.socket;
    lost.drop();
    await world.clock.pass(5_000);
    expect(world.socket).not.toBe(lost);
    expect(lost.asked('presence.join')).toHaveLength(1);
    expect(people()).toEqual([ADA, BOB]);
    world.socket.ready();
    await settle();
    await answer(world.socket, ADA, CYD);
    expect(people()).toEqual([ADA, CYD]);
  });

  it('is tried again with the next beat when it is refused', async () => {
    const { world, people } = await looking();
    const frame = world.socket.last('presence.join');
    world.socket.refuse(frame, { code: 'unavailable', retry: 'later' });
    await world.clock.pass(30_000);
    expect(world.socket.last('presence.join')).not.toBe(frame);
    await answer(world.socket, ADA);
    expect(people()).toEqual([ADA]);
  });

  it('knows the number where too many look on to be named', async () => {
    const { world, viewing, people } = await looking();
    await answer(world.socket, ADA);
    joined(world.socket, 101);
    expect(people()).toEqual([ADA]);
    expect(viewing.count).toBe(101);
  });

  it('ends with a word, and can begin anew', async () => {
    const { world, parley, viewing } = await looking();
    expect(() => parley.viewing(TOPIC)).toThrow('already');
    viewing.close();
    viewing.close();
    expect(world.socket.asked('presence.leave')).toHaveLength(1);
    await world.clock.pass(31_000);
    expect(world.socket.asked('presence.join')).toHaveLength(1);
    parley.viewing(TOPIC).close();
    expect(world.socket.asked('presence.leave')).toHaveLength(2);
  });
});
