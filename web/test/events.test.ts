import { describe, expect, it } from 'vitest';
import { acquaintances } from '../src/people/acquaintances.ts';
import { messageTold, seen, told, unseen, withConversation } from '../src/state/events.ts';
import { byActivity, unreadTotal } from '../src/state/state.ts';
import { ADA, BOB, conversation, message, news, participant, ROOM, room, seqs } from './samples.ts';

const topic = `conversation:${ROOM}`;

describe('a new message', () => {
  it('of somebody else is unread and last', () => {
    const state = told(room(), news(4));
    expect(state.conversations[ROOM]).toMatchObject({
      currentSeq: 4,
      unreadCount: 1,
      lastMessage: { seq: 4 },
    });
    expect(seqs(state.loaded[ROOM]?.messages ?? [])).toEqual([1, 2, 3, 4]);
  });

  it('of oneself moves the own watermark, as the server does', () => {
    const state = told(room(), news(4, { userId: ADA }));
    expect(state.conversations[ROOM]).toMatchObject({ readSeq: 4, unreadCount: 0 });
  });

  it('means that its author has read what came before', () => {
    const state = told(room(), news(4));
    const bob = state.participants[ROOM]?.find((each) => each.userId === BOB);
    expect(bob?.readSeq).toBe(4);
  });

  it('counts once, whether the reply or the event comes first', () => {
    const reply = messageTold(room(), message(4, { userId: ADA, clientId: 'c' }));
    const both = told(reply, news(4, { userId: ADA, clientId: 'c' }));
    expect(seqs(both.loaded[ROOM]?.messages ?? [])).toEqual([1, 2, 3, 4]);
    expect(both.conversations).toEqual(reply.conversations);
  });

  it('ends the typing of its author', () => {
    const typing = { ...room(), typing: { [ROOM]: [BOB] } };
    expect(told(typing, news(4)).typing[ROOM]).toEqual([]);
  });
});

describe('a changed message', () => {
  it('changes where it stands and in the list', () => {
    const deleted = message(3, { content: null, deletedAt: '2026-11-21T07:00:00.000Z' });
    const state = told(room(), { type: 'message.deleted', topic, payload: { message: deleted } });
    expect(state.loaded[ROOM]?.messages[2]?.content).toBeNull();
    expect(state.conversations[ROOM]?.lastMessage?.content).toBeNull();
  });
});

describe('an owner', () => {
  const owned = () => {
    const people = [{ ...participant(BOB), role: 'owner' as const }, participant(ADA)];
    return withConversation(room(), conversation({ role: 'member', participants: people }));
  };

  it('who goes leaves it to another', () => {
    const payload = { conversationId: ROOM, userId: BOB, ownerId: ADA };
    const state = told(owned(), { type: 'participant.removed', topic, payload });
    expect(state.conversations[ROOM]?.role).toBe('owner');
    expect(state.participants[ROOM]?.map(({ userId, role }) => [userId, role])).toEqual([
      [ADA, 'owner'],
    ]);
  });

  it('who is deactivated becomes a member', () => {
    const payload = { conversationId: ROOM, ownerId: ADA, updatedAt: '2026-11-21T07:00:00.000Z' };
    const state = told(owned(), { type: 'conversation.updated', topic, payload });
    expect(state.conversations[ROOM]).toMatchObject({ role: 'owner', name: 'Room' });
    expect(state.participants[ROOM]?.map(({ userId, role }) => [userId, role])).toEqual([
      [BOB, 'member'],
      [ADA, 'owner'],
    ]);
  });
});

describe('presence', () => {
  it('is not known any more of somebody who may not be seen any more', () => {
    const payload = { userId: BOB, status: 'online' as const, lastSeenAt: null };
    const seen = told(room(), { type: 'presence.changed', topic: `user:${BOB}`, payload });
    expect(seen.presence[BOB]?.status).toBe('online');
    expect(unseen(seen, BOB).presence[BOB]).toBeUndefined();
  });
});

describe('marks', () => {
  it('of another device of this person are taken over, and never go back', () => {
    const unread = told(told(room(), news(4)), news(5));
    const mark = (readSeq: number) =>
      ({
        type: 'message.read',
        topic: `user:${ADA}`,
        payload: { conversationId: ROOM, userId: ADA, readSeq },
      }) as const;
    const read = told(unread, mark(5));
    expect(read.conversations[ROOM]?.unreadCount).toBe(0);
    expect(told(read, mark(4)).conversations[ROOM]?.readSeq).toBe(5);
  });

  it('set here show at once', () => {
    expect(unreadTotal(seen(told(room(), news(4)), ROOM, 4).conversations)).toBe(0);
  });
});

describe('a workspace', () => {
  it('takes its conversations along when it is deleted, and no others', () => {
    const payload = { workspaceId: 'w' };
    const event = { type: 'workspace.deleted', topic: `user:${ADA}`, payload } as const;
    const within = withConversation(room(), conversation({ workspaceId: 'w' }));
    expect(told(within, event).conversations[ROOM]).toBeUndefined();
    expect(told(room(), event).conversations[ROOM]).toBeDefined();
  });
});

describe('people', () => {
  it('who come are counted once', () => {
    const event = {
      type: 'participant.added',
      topic,
      payload: { conversationId: ROOM, participant: participant('cy') },
    } as const;
    const state = told(told(room(), event), event);
    expect(state.conversations[ROOM]?.participantCount).toBe(3);
    expect(state.participants[ROOM]).toHaveLength(3);
  });

  it('may be told again with another role, and keep their marks', () => {
    const state = told(room(), {
      type: 'participant.added',
      topic,
      payload: { conversationId: ROOM, participant: { ...participant(BOB), role: 'admin' } },
    });
    const bob = state.participants[ROOM]?.find((each) => each.userId === BOB);
    expect(bob).toMatchObject({ role: 'admin', readSeq: 3 });
    expect(state.conversations[ROOM]?.participantCount).toBe(2);
  });

  it('who are oneself take the conversation along when they go', () => {
    const state = told(room(), {
      type: 'participant.removed',
      topic,
      payload: { conversationId: ROOM, userId: ADA },
    });
    expect(state.conversations[ROOM]).toBeUndefined();
    expect(state.loaded[ROOM]).toBeUndefined();
  });
});

describe('a snapshot', () => {
  it('that was on its way for long lowers nobody’s mark', () => {
    const mark = { conversationId: ROOM, userId: BOB, readSeq: 9 };
    const read = told(room(), { type: 'message.read', topic, payload: mark });
    const state = withConversation(read, conversation());
    const bob = state.participants[ROOM]?.find((each) => each.userId === BOB);
    expect(bob?.readSeq).toBe(9);
  });

  it('that is older than what was told takes nothing back', () => {
    const ahead = told(room(), news(4));
    const state = withConversation(ahead, conversation());
    expect(state.conversations[ROOM]).toMatchObject({
      currentSeq: 4,
      unreadCount: 1,
      lastMessage: { seq: 4 },
    });
  });
});

describe('the list', () => {
  it('has the latest activity first', () => {
    const quiet = conversation({ id: 'quiet', lastMessage: message(1) });
    const busy = conversation({
      id: 'busy',
      lastMessage: message(1, { createdAt: '2026-11-21T09:00:00.000Z' }),
    });
    const sorted = byActivity({ quiet, busy });
    expect(sorted.map((each) => each.id)).toEqual(['busy', 'quiet']);
  });
});

describe('acquaintances', () => {
  it('begin with whom one talked last, know each once, and never oneself', () => {
    const direct = conversation({
      id: 'direct',
      type: 'direct',
      participants: [participant(ADA), participant('zoe')],
      lastMessage: message(1, { createdAt: '2026-11-21T09:00:00.000Z' }),
    });
    const state = withConversation(room(), direct);
    expect(acquaintances(state).map((person) => person.id)).toEqual(['zoe', BOB]);
  });
});

describe('the comments on a task', () => {
  it('stand in no list, and do not count as unread there', () => {
    const comments = conversation({ id: 'comments', taskId: 't', readSeq: 1, unreadCount: 2 });
    const { conversations } = withConversation(room(), comments);
    expect(byActivity(conversations).map((each) => each.id)).toEqual([ROOM]);
    expect(unreadTotal(conversations)).toBe(0);
  });
});
