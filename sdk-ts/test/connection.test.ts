import { describe, expect, it } from 'vitest';
import { Backoff } from '../src/backoff.ts';
import { Parley } from '../src/index.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { World } from './scripted-server.ts';

describe('back-off', () => {
  it('doubles its ceiling with every failure, up to thirty seconds', () => {
    const clock = new ManualClock();
    clock.chance = 1;
    const backoff = new Backoff(clock);
    const waits = Array.from({ length: 9 }, () => backoff.next(1006) - 100);
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('is jittered down to its floor', () => {
    const clock = new ManualClock();
    clock.chance = 0;
    expect(new Backoff(clock).next(1006)).toBe(100);
  });

  it('waits at least thirty seconds after flooding', () => {
    expect(new Backoff(new ManualClock()).next(4429)).toBeGreaterThanOrEqual(30_000);
  });
});

describe('the connection', () => {
  it('carries the token in a subprotocol and never in the URL', async () => {
    const world = new World();
    await world.connected();
    expect(world.socket.url).toBe('ws://parley.test/api/v1/ws');
    expect(world.socket.protocols).toEqual(['parley.v1', 'bearer.token-1']);
  });

  it('says live, then offline when it drops, then live again', async () => {
    const world = new World();
    const parley = await world.connected();
    const words: string[] = [parley.state.status];
    parley.onState((state) => words.push(state.status));
    world.socket.drop();
    await world.clock.pass(1_000);
    world.socket.ready();
    await settle();
    expect(words).toEqual(['live', 'offline', 'live']);
  });

  it.each([4400, 4403])('makes no further attempt after %i', async (code) => {
    const world = new World();
    const parley = await world.connected();
    world.socket.drop(code);
    await world.clock.pass(120_000);
    expect(world.sockets).toHaveLength(1);
    expect(parley.state).toMatchObject({ status: 'offline', ended: code });
  });

  it('renews the token after 4401 and comes back with the new one', async () => {
    const world = new World();
    await world.connected();
    world.socket.drop(4401);
    await world.clock.pass(2_000);
    expect(world.socket.protocols).toEqual(['parley.v1', 'bearer.token-2']);
  });

  it('is signed out when the session was revoked', async () => {
    const world = new World();
    const parley = await world.connected();
    world.answers.set('POST /auth/refresh', () => ({
      status: 401,
      body: { code: 'unauthenticated', title: 'Revoked' },
    }));
    world.socket.drop(4401);
    await world.clock.pass(60_000);
    expect(parley.state.status).toBe('signed-out');
    expect(world.sockets).toHaveLength(1);
    expect(await Parley.resume(world.options)).toBeNull();
  });

  it('finds a refused handshake to be a bad token, whatever this clock says of it', async () => {
    const world = new World();
    const parley = await world.signIn();
    let asked = 0;
    world.answers.set('GET /users/me', () =>
      asked++ === 0
        ? { status: 401, body: { code: 'token_expired', title: 'Expired' } }
        : { status: 200, body: { user: world.session().user } },
    );
    parley.connect();
    await settle();
    world.socket.drop(1006);
    await world.clock.pass(2_000);
    expect(world.requests.filter((each) => each.path === '/auth/refresh')).toHaveLength(1);
  });

  it('answers token.expiring with a fresh token on the same socket', async () => {
    const world = new World();
    await world.connected();
    world.socket.say({ type: 'token.expiring', payload: { expiresAt: 'soon' } });
    await settle();
    expect(world.socket.last('token.refresh').payload).toEqual({ token: 'token-2' });
    expect(world.sockets).toHaveLength(1);
  });

  it('comes back only after the moment that a drain names', async () => {
    const world = new World();
    await world.connected();
    world.socket.say({ type: 'session.drain', payload: { reconnectAfterMs: 5_000 } });
    world.socket.drop(1001);
    await world.clock.pass(4_900);
    expect(world.sockets).toHaveLength(1);
    await world.clock.pass(2_000);
    expect(world.sockets).toHaveLength(2);
  });

  it('notices a silent death by an unanswered ping', async () => {
    const world = new World();
    const parley = await world.connected();
    await world.clock.pass(25_000);
    expect(world.socket.asked('ping')).toHaveLength(1);
    await world.clock.pass(9_900);
    expect(parley.state.status).toBe('live');
    await world.clock.pass(200);
    expect(parley.state.status).toBe('offline');
  });

  it('stays when the ping is answered', async () => {
    const world = new World();
    const parley = await world.connected();
    for (let beat = 0; beat < 5; beat++) {
      await world.clock.pass(25_000);
      world.socket.reply(world.socket.last('ping'), {});
    }
    await world.clock.pass(10_000);
    expect(parley.state.status).toBe('live');
    expect(world.sockets).toHaveLength(1);
  });

  it('waits for the network and tries the moment it is back', async () => {
    const world = new World();
    const parley = await world.connected();
    world.network.set(false);
    await world.clock.pass(120_000);
    expect(parley.state.status).toBe('offline');
    expect(world.sockets).toHaveLength(1);
    world.network.set(true);
    await world.clock.pass(1);
    expect(world.sockets).toHaveLength(2);
  });

  it('never sends faster than the server allows', async () => {
    const world = new World();
    const parley = await world.connected();
    for (let nth = 0; nth < 200; nth++) {
      parley.subscribe(`user:${nth}`, { event: () => undefined });
    }
    await settle();
    expect(world.socket.received.length).toBeLessThanOrEqual(80);
    await world.clock.pass(1_000);
    expect(world.socket.received.length).toBeLessThanOrEqual(161);
    await world.clock.pass(1_000);
    expect(world.socket.received.length).toBe(200);
  });
});

describe('the refresh token', () => {
  it('is used once by however many ask at the same time', async () => {
    const world = new World();
    const parley = await world.signIn();
    await world.clock.pass(900_000);
    world.answers.set('GET /users/search', () => ({ status: 200, body: { users: [] } }));
    await Promise.all([1, 2, 3].map(() => parley.people.search('a')));
    expect(world.requests.filter((each) => each.path === '/auth/refresh')).toHaveLength(1);
  });

  it('is not spent again by another tab that waited for the first', async () => {
    const world = new World();
    const here = await world.signIn();
    const there = (await Parley.resume(world.options)) as Parley;
    await world.clock.pass(900_000);
    await Promise.all([here.people.me(), there.people.me()]);
    expect(world.requests.filter((each) => each.path === '/auth/refresh')).toHaveLength(1);
  });

  it('is not kept again by a refresh that was under way when it was forgotten', async () => {
    const world = new World();
    const parley = await world.signIn();
    world.answers.set('GET /users/me', () => ({ status: 401, body: { code: 'token_expired' } }));
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    world.answers.set('POST /auth/refresh', async () => {
      await answered;
      return { status: 200, body: world.session() };
    });
    const asking = parley.people.me().catch(() => undefined);
    await settle();
    world.answers.set('POST /auth/logout', () => ({ status: 204 }));
    const leaving = parley.signOut();
    await settle();
    expect(world.requests.map((each) => each.path)).toContain('/auth/logout');
    answer();
    await Promise.all([asking, leaving]);
    expect(await Parley.resume(world.options)).toBeNull();
  });

  it('is kept when the server cannot be reached', async () => {
    const world = new World();
    const parley = await world.signIn();
    await world.clock.pass(900_000);
    world.answers.set('POST /auth/refresh', () => 'unreachable');
    await expect(parley.people.me()).rejects.toMatchObject({ code: 'unreachable' });
    world.answers.set('POST /auth/refresh', () => ({ status: 200, body: world.session() }));
    await expect(parley.people.me()).resolves.toMatchObject({ displayName: 'Ada' });
  });
});
