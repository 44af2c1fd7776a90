import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomId } from '../src/ids.ts';
import { topicOf } from '../src/index.ts';
import type { ClientFrame } from '../src/protocol.ts';
import { settle } from './manual-clock.ts';
import { World } from './scripted-server.ts';

const GOLDEN = new URL('../../protocol/src/test/resources/frames/client/', import.meta.url);

interface Golden {
  conversationId: string;
  messageId: string;
  content: string;
  seq: number;
  topic: string;
  epoch: string;
  offset: number;
  clientId: string;
  metadata: Record<string, unknown>;
  status: 'online' | 'away';
  token: string;
  name: string;
  data: unknown;
}

function golden(type: string): { type: string; payload: Golden } {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`${type}.json`, GOLDEN)), 'utf8'));
}

/** What the client says when asked to say what the golden frame says. */
async function spoken(type: string): Promise<ClientFrame> {
  const { payload } = golden(type);
  const { conversationId, messageId, content, seq, topic, clientId, metadata, status } = payload;
  const world = new World();
  if (type === 'token.refresh') {
    const { token } = payload;
    const parley = await world.connected();
    world.answers.set('POST /auth/refresh', () => ({
      status: 200,
      body: { ...world.session(), token },
    }));
    world.socket.say({ type: 'token.expiring', payload: { expiresAt: 'soon' } });
    await settle();
    parley.close();
    return world.socket.last(type);
  }
  const parley = await world.connected();
  const { epoch, offset, name, data } = payload;
  const nothing = () => undefined;
  const acts: Record<string, () => unknown> = {
    'message.send': () => parley.send({ conversationId, clientId, content, metadata }),
    'message.edit': () => parley.edit(conversationId, messageId, content).catch(nothing),
    'message.delete': () => parley.delete(conversationId, messageId).catch(nothing),
    'message.read': () => parley.markRead(conversationId, seq),
    'message.delivered': () => parley.markDelivered(conversationId, seq),
    'typing.start': () => parley.typing(conversationId),
    'typing.stop': () => {
      parley.typing(conversationId);
      parley.typing(conversationId, false);
    },
    'signal.send': () => parley.signal(topic, name, data),
    'presence.update': () => parley.presence(status),
    'presence.join': () => parley.viewing(topic),
    'presence.leave': () => parley.viewing(topic).close(),
    subscribe: () => parley.subscribe(topic, { event: nothing }, { epoch, offset }),
    unsubscribe: () => parley.subscribe(topic, { event: nothing }).close(),
    ping: () => parley.check(),
  };
  acts[type]?.();
  await world.clock.pass(500);
  return world.socket.last(type);
}

describe.skipIf(!existsSync(GOLDEN))('a command', () => {
  it.each([
    'message.send',
    'message.edit',
    'message.delete',
    'message.read',
    'message.delivered',
    'typing.start',
    'typing.stop',
    'signal.send',
    'presence.update',
    'presence.join',
    'presence.leave',
    'subscribe',
    'unsubscribe',
    'ping',
    'token.refresh',
  ])('%s is said as its golden frame says it', async (type) => {
    const { payload } = golden(type);
    expect(await spoken(type)).toEqual({ id: expect.any(String), type, payload });
  });
});

describe('names', () => {
  it('of topics and of messages have their form', () => {
    expect(topicOf.conversation('1')).toBe('conversation:1');
    expect(topicOf.user('2')).toBe('user:2');
    const ids = new Set(Array.from({ length: 100 }, randomId));
    expect(ids.size).toBe(100);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
