import { describe, expect, it } from 'vitest';
import { MemoryStore, Parley } from '../src/index.ts';
import { settle } from './manual-clock.ts';
import { ROOM, World } from './scripted-server.ts';

const ADA = { tenant: 'acme', email: 'ada@example.org', password: 'x' };

describe('a store that serves two servers', () => {
  it('keeps from each what the other one gave', async () => {
    const store = new MemoryStore();
    const here = new World(store);
    const there = new World(store);
    const elsewhere = { ...there.options, baseUrl: 'http://parley.test:8080' };
    here.answers.set('POST /auth/login', () => ({
      status: 200,
      body: { ...here.session(), deviceToken: 'device' },
    }));
    const first = await here.signIn();
    first.send({ conversationId: ROOM, content: 'Later' }).catch(() => undefined);
    await settle();
    first.close();

    expect(await Parley.resume(elsewhere)).toBeNull();
    const other = await Parley.signIn({ ...elsewhere, ...ADA });
    expect(there.requests.map((each) => each.body)).toEqual([ADA]);
    expect(other.outbox.list()).toEqual([]);

    const again = (await Parley.resume(here.options)) as Parley;
    expect(again.outbox.list().map((each) => each.content)).toEqual(['Later']);
    await here.clock.pass(900_000);
    await again.people.me();
    const refresh = here.requests.find((each) => each.path === '/auth/refresh');
    expect(refresh?.body).toEqual({ refreshToken: 'refresh-1' });
  });

  it('knows a server again however it is spelled', async () => {
    const world = new World();
    await world.signIn();
    const spelled = { ...world.options, baseUrl: 'HTTP://Parley.test:80/' };
    expect(await Parley.resume(spelled)).not.toBeNull();
    const secure = { ...world.options, baseUrl: 'https://parley.test' };
    expect(await Parley.resume(secure)).toBeNull();
  });
});
