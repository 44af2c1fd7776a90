import type { Conversation, Message, Participant, TopicEvent } from '@parley/sdk';
import { change, hear } from './loaded.ts';
import { type State, without } from './state.ts';

/** What an event makes of the state. Repeats change nothing. */
export function told(state: State, event: TopicEvent): State {
  switch (event.type) {
    case 'message.new':
      return messageTold(state, event.payload.message);
    case 'message.updated':
    case 'message.deleted':
      return messageChanged(state, event.payload.message);
    case 'message.read':
      return readTold(state, event.payload);
    case 'conversation.updated': {
      const { conversationId, name, ownerId, updatedAt } = event.payload;
      return patch(owned(state, conversationId, ownerId), conversationId, (conversation) => ({
        ...conversation,
        updatedAt,
        ...(name === undefined ? {} : { name }),
      }));
    }
    case 'conversation.preferences': {
      const { conversationId, starred, position } = event.payload;
      return patch(state, conversationId, (conversation) => ({
        ...conversation,
        starred,
        position,
      }));
    }
    case 'conversation.deleted':
      return forget(state, event.payload.conversationId);
    case 'workspace.deleted':
      return Object.values(state.conversations)
        .filter(({ workspaceId }) => workspaceId === event.payload.workspaceId)
        .reduce((left, { id }) => forget(left, id), state);
    case 'participant.added':
      return joined(state, event.payload.conversationId, event.payload.participant);
    case 'participant.removed':
      return departed(state, event.payload);
    case 'presence.changed':
      return {
        ...state,
        presence: { ...state.presence, [event.payload.userId]: event.payload },
      };
    default:
      return state;
  }
}

/** The person's presence may not be seen any more. */
export function unseen(state: State, userId: string): State {
  return { ...state, presence: without(state.presence, userId) };
}

export function messageTold(state: State, message: Message): State {
  const { conversationId, userId, seq } = message;
  const own = userId === state.me.id;
  let next = patch(state, conversationId, (conversation) => {
    const currentSeq = Math.max(conversation.currentSeq, seq);
    const readSeq = own ? Math.max(conversation.readSeq, seq) : conversation.readSeq;
    const newest = seq >= (conversation.lastMessage?.seq ?? 0);
    return {
      ...conversation,
      currentSeq,
      readSeq,
      unreadCount: Math.max(0, currentSeq - readSeq),
      lastMessage: newest ? message : conversation.lastMessage,
    };
  });
  next = markOf(next, conversationId, userId, seq);
  next = typingTold(next, conversationId, userId, false);
  const loaded = next.loaded[conversationId];
  if (loaded === undefined) return next;
  return { ...next, loaded: { ...next.loaded, [conversationId]: hear(loaded, message) } };
}

function messageChanged(state: State, message: Message): State {
  const { conversationId } = message;
  const next = patch(state, conversationId, (conversation) =>
    conversation.lastMessage?.id === message.id
      ? { ...conversation, lastMessage: message }
      : conversation,
  );
  const loaded = next.loaded[conversationId];
  if (loaded === undefined) return next;
  return { ...next, loaded: { ...next.loaded, [conversationId]: change(loaded, message) } };
}

function readTold(
  state: State,
  mark: { conversationId: string; userId: string; readSeq: number },
): State {
  const { conversationId, userId, readSeq } = mark;
  const next = markOf(state, conversationId, userId, readSeq);
  return userId === state.me.id ? seen(next, conversationId, readSeq) : next;
}

/** This person has read up to `seq`. */
export function seen(state: State, conversationId: string, seq: number): State {
  return patch(state, conversationId, (conversation) => {
    const readSeq = Math.max(conversation.readSeq, seq);
    const unreadCount = Math.max(0, conversation.currentSeq - readSeq);
    return readSeq === conversation.readSeq
      ? conversation
      : { ...conversation, readSeq, unreadCount };
  });
}

function markOf(state: State, conversationId: string, userId: string, seq: number): State {
  const people = state.participants[conversationId];
  if (!people?.some((person) => person.userId === userId && person.readSeq < seq)) return state;
  return withPeople(
    state,
    conversationId,
    people.map((person) =>
      person.userId === userId ? { ...person, readSeq: Math.max(person.readSeq, seq) } : person,
    ),
  );
}

/** A person who came, or one who is there and has another role now. */
function joined(state: State, conversationId: string, participant: Participant): State {
  const { userId, displayName, role } = participant;
  const named = { ...state, names: { ...state.names, [userId]: displayName } };
  const people = state.participants[conversationId];
  const known = people?.find((person) => person.userId === userId);
  const own = userId === state.me.id;
  const next = patch(named, conversationId, (conversation) => ({
    ...conversation,
    ...(own ? { role } : {}),
    participantCount: conversation.participantCount + (known === undefined && !own ? 1 : 0),
  }));
  if (people === undefined) return next;
  const others = people.filter((person) => person.userId !== userId);
  return withPeople(next, conversationId, [...others, participant]);
}

/** Somebody owns it from now on; who did is a member. */
function owned(state: State, conversationId: string, ownerId: string | null | undefined): State {
  if (ownerId == null) return state;
  const role = <T extends { role: string }>(one: T, userId: string): T =>
    userId === ownerId
      ? { ...one, role: 'owner' }
      : one.role === 'owner'
        ? { ...one, role: 'member' }
        : one;
  const next = patch(state, conversationId, (conversation) => role(conversation, state.me.id));
  const people = next.participants[conversationId];
  if (people === undefined) return next;
  return withPeople(
    next,
    conversationId,
    people.map((person) => role(person, person.userId)),
  );
}

function departed(
  before: State,
  told: { conversationId: string; userId: string; ownerId?: string | null },
): State {
  const { conversationId, userId } = told;
  const state = owned(before, conversationId, told.ownerId);
  if (userId === state.me.id) return forget(state, conversationId);
  const people = state.participants[conversationId];
  if (people !== undefined && !people.some((person) => person.userId === userId)) return state;
  const counted = patch(state, conversationId, (conversation) => ({
    ...conversation,
    participantCount: Math.max(0, conversation.participantCount - 1),
  }));
  if (people === undefined) return counted;
  return withPeople(
    counted,
    conversationId,
    people.filter((person) => person.userId !== userId),
  );
}

export function typingTold(
  state: State,
  conversationId: string,
  userId: string,
  typing: boolean,
): State {
  const known = state.typing[conversationId] ?? [];
  if (known.includes(userId) === typing) return state;
  const now = typing ? [...known, userId] : known.filter((each) => each !== userId);
  return { ...state, typing: { ...state.typing, [conversationId]: now } };
}

/** A snapshot from the server: laid over what is known, which may already be newer. */
export function withConversation(state: State, conversation: Conversation): State {
  const known = state.conversations[conversation.id];
  const ahead = known !== undefined && known.currentSeq > conversation.currentSeq;
  const readSeq = Math.max(known?.readSeq ?? 0, conversation.readSeq);
  const currentSeq = Math.max(known?.currentSeq ?? 0, conversation.currentSeq);
  const merged: Conversation = {
    ...conversation,
    participants: conversation.participants ?? known?.participants ?? null,
    readSeq,
    currentSeq,
    unreadCount: Math.max(0, currentSeq - readSeq),
    lastMessage: ahead ? known.lastMessage : conversation.lastMessage,
  };
  const next = {
    ...state,
    conversations: { ...state.conversations, [conversation.id]: merged },
    names: withNames(state.names, conversation),
  };
  return conversation.participants
    ? withPeople(next, conversation.id, conversation.participants)
    : next;
}

function withNames(names: State['names'], conversation: Conversation): State['names'] {
  const people = conversation.participants ?? [];
  if (people.every((person) => names[person.userId] === person.displayName)) return names;
  const found = people.map((person) => [person.userId, person.displayName]);
  return { ...names, ...Object.fromEntries(found) };
}

/** Takes over who takes part; marks only ever rise, whichever answer came first. */
export function withPeople(
  state: State,
  conversationId: string,
  told: readonly Participant[],
): State {
  const before = new Map(
    (state.participants[conversationId] ?? []).map((person) => [person.userId, person]),
  );
  const people = told.map((person) => ({
    ...person,
    readSeq: Math.max(person.readSeq, before.get(person.userId)?.readSeq ?? 0),
    deliveredSeq: Math.max(person.deliveredSeq, before.get(person.userId)?.deliveredSeq ?? 0),
  }));
  const found = Object.fromEntries(people.map((person) => [person.userId, person.displayName]));
  return {
    ...state,
    names: { ...state.names, ...found },
    participants: { ...state.participants, [conversationId]: people },
  };
}

export function forget(state: State, conversationId: string): State {
  return {
    ...state,
    conversations: without(state.conversations, conversationId),
    loaded: without(state.loaded, conversationId),
    participants: without(state.participants, conversationId),
    typing: without(state.typing, conversationId),
  };
}

export function patch(
  state: State,
  conversationId: string,
  change: (conversation: Conversation) => Conversation,
): State {
  const conversation = state.conversations[conversationId];
  if (conversation === undefined) return state;
  const changed = change(conversation);
  if (changed === conversation) return state;
  return { ...state, conversations: { ...state.conversations, [conversationId]: changed } };
}
