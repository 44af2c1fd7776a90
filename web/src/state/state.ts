import type {
  ConnectionState,
  Conversation,
  Message,
  Outgoing,
  Participant,
  Presence,
  User,
} from '@parley/sdk';

export type Phase = 'loading' | 'ready' | 'failed';

/** The part of a conversation's messages that is loaded, ascending by seq and without holes. */
export interface Loaded {
  phase: Phase;
  messages: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** From the local store, not yet compared with the server. */
  stale: boolean;
  /** Position of the first message among rows; falls as older ones are put before it. */
  firstIndex: number;
  /** Changes when the messages were replaced, so that the view starts afresh. */
  generation: number;
}

export interface State {
  me: User;
  workspace: string | null;
  connection: ConnectionState;
  list: Phase;
  hasMoreConversations: boolean;
  conversations: Readonly<Record<string, Conversation>>;
  loaded: Readonly<Record<string, Loaded>>;
  participants: Readonly<Record<string, readonly Participant[]>>;
  names: Readonly<Record<string, string>>;
  presence: Readonly<Record<string, Presence>>;
  typing: Readonly<Record<string, readonly string[]>>;
  outgoing: readonly Outgoing[];
}

export function emptyState(me: User, connection: ConnectionState): State {
  return {
    me,
    workspace: null,
    connection,
    list: 'loading',
    hasMoreConversations: false,
    conversations: {},
    loaded: {},
    participants: {},
    names: { [me.id]: me.displayName },
    presence: {},
    typing: {},
    outgoing: [],
  };
}

/** Whether a conversation holds the comments of a task, and so stands in no list. */
export function isOfTask(conversation: Conversation): boolean {
  return conversation.taskId != null;
}

/** Conversations of the list, with the latest activity first. */
export function byActivity(conversations: State['conversations']): Conversation[] {
  return Object.values(conversations)
    .filter((each) => !isOfTask(each))
    .sort((a, b) => activityOf(b).localeCompare(activityOf(a)) || a.id.localeCompare(b.id));
}

function activityOf(conversation: Conversation): string {
  return conversation.lastMessage?.createdAt ?? conversation.createdAt;
}

export function unreadTotal(conversations: State['conversations']): number {
  return byActivity(conversations).reduce((sum, each) => sum + each.unreadCount, 0);
}

/** The other person of a direct conversation. */
export function peerOf(state: State, conversation: Conversation): string | null {
  if (conversation.type !== 'direct') return null;
  const people = conversation.participants ?? state.participants[conversation.id] ?? [];
  return people.find((person) => person.userId !== state.me.id)?.userId ?? null;
}

export function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}
