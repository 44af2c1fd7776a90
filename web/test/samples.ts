import type { Conversation, Message, Participant, Task, TopicEvent, User } from '@parley/sdk';
import { withConversation } from '../src/state/events.ts';
import { open } from '../src/state/loaded.ts';
import { emptyState, type State } from '../src/state/state.ts';

export const ADA = 'ada';
export const BOB = 'bob';
export const ROOM = 'room';

const AT = '2026-11-21T06:30:00.000Z';

export const me: User = {
  id: ADA,
  email: 'ada@example.org',
  displayName: 'Ada Lovelace',
  role: 'member',
  metadata: {},
  createdAt: AT,
  deactivatedAt: null,
};

export function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: ROOM,
    seq,
    clientId: null,
    userId: BOB,
    type: 'text',
    content: `message ${seq}`,
    replyToId: null,
    threadId: null,
    attachments: [],
    reactions: [],
    metadata: null,
    editedAt: null,
    deletedAt: null,
    createdAt: AT,
    ...over,
  };
}

export function participant(userId: string, readSeq = 0): Participant {
  return {
    userId,
    displayName: userId,
    role: 'member',
    readSeq,
    deliveredSeq: readSeq,
    joinedAt: AT,
  };
}

export function conversation(over: Partial<Conversation> = {}): Conversation {
  return {
    id: ROOM,
    type: 'group',
    name: 'Room',
    workspaceId: null,
    taskId: null,
    currentSeq: 3,
    readSeq: 3,
    unreadCount: 0,
    mentionCount: 0,
    lastMessage: message(3),
    role: 'member',
    participants: [participant(ADA, 3), participant(BOB, 3)],
    participantCount: 2,
    starred: false,
    position: null,
    epoch: 'e',
    offset: 0,
    createdAt: AT,
    updatedAt: AT,
    ...over,
  };
}

/** Ada in a room with three messages, all loaded and read. */
export function room(): State {
  const empty = emptyState(me, { status: 'live', waiting: 0, ended: null });
  const page = { messages: [1, 2, 3].map((seq) => message(seq)), hasOlder: false, hasNewer: false };
  const loading = { ...open(blank, page) };
  return { ...withConversation(empty, conversation()), loaded: { [ROOM]: loading } };
}

export const blank = {
  phase: 'loading' as const,
  messages: [],
  hasOlder: false,
  hasNewer: false,
  stale: false,
  firstIndex: 1_000_000,
  generation: 0,
};

export function news(seq: number, over: Partial<Message> = {}): TopicEvent {
  return {
    type: 'message.new',
    topic: `conversation:${ROOM}`,
    offset: seq,
    payload: { message: message(seq, over) },
  };
}

export function seqs(messages: readonly Message[]): number[] {
  return messages.map((each) => each.seq);
}

/** A task on the board `b`, where nothing else is said. */
export function taskWith(id: string, fields: Partial<Task>): Task {
  return {
    id,
    workspaceId: 'w',
    title: id,
    description: '',
    status: 'todo',
    assigneeIds: [],
    labels: [],
    dueAt: null,
    checklist: [],
    boardId: 'b',
    columnId: 'c1',
    position: 'a0',
    parentId: null,
    relations: [],
    version: 1,
    source: null,
    createdBy: 'ada',
    updatedBy: 'ada',
    createdAt: '2026-11-21T06:30:00.000Z',
    updatedAt: '2026-11-21T06:30:00.000Z',
    ...fields,
  };
}
