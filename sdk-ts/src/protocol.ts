/** The words of the wire: what REST answers, what commands ask and what events tell. */
import type { EnrolmentFinished } from './enrolment.ts';

export type Role = 'owner' | 'admin' | 'member' | 'guest';

export interface User {
  id: string;
  email: string | null;
  displayName: string;
  role: Role;
  /** What the organisation notes about the person; null for other people, unless an admin asks. */
  metadata: Record<string, string | number | boolean> | null;
  createdAt: string;
  deactivatedAt: string | null;
}

export interface Participant {
  userId: string;
  displayName: string;
  role: Role;
  readSeq: number;
  deliveredSeq: number;
  joinedAt: string;
}

export interface Message {
  id: string;
  conversationId: string;
  seq: number;
  clientId: string | null;
  userId: string;
  type: 'text' | 'system';
  /** Null once the message was deleted. */
  content: string | null;
  replyToId: string | null;
  threadId: string | null;
  attachments: unknown[];
  reactions: unknown[];
  metadata: Record<string, unknown> | null;
  /** The tasks that it cites, where there are any; who reads it need not see them. */
  taskIds?: string[];
  editedAt: string | null;
  deletedAt: string | null;
  createdAt: string;
}

export interface Conversation {
  id: string;
  type: 'direct' | 'group';
  name: string | null;
  workspaceId: string | null;
  /** The task whose comments it holds; such a conversation stands in no list. */
  taskId: string | null;
  currentSeq: number;
  readSeq: number;
  unreadCount: number;
  mentionCount: number;
  lastMessage: Message | null;
  role: Role;
  /** Present in a single conversation and, in lists, for direct ones. */
  participants?: Participant[] | null;
  participantCount: number;
  /** Whether the caller keeps it in front of the others. */
  starred: boolean;
  /** Where the caller keeps it among them; places compare as bytes. */
  position: string | null;
  /** The position of this snapshot in the conversation's topic: subscribe from here. */
  epoch: string;
  offset: number;
  createdAt: string;
  updatedAt: string;
}

export interface Member {
  userId: string;
  displayName: string;
  role: Role;
  joinedAt: string;
}

/** What people work in together, with the position to follow it from. */
export interface Workspace {
  id: string;
  name: string;
  description: string | null;
  /** The caller's own. */
  role: Role;
  memberCount: number;
  /** Whether the caller keeps it in front of the others. */
  starred: boolean;
  /** Where the caller keeps it among them; places compare as bytes. */
  position: string | null;
  epoch: string;
  offset: number;
  createdAt: string;
  updatedAt: string;
}

/** How the caller keeps a thing among others. */
export interface Preferences {
  starred: boolean;
  position: string | null;
}

/** What lets people into a workspace, without its code. */
export interface Invitation {
  id: string;
  workspaceId: string;
  /** As what they come in. */
  role: Role;
  /** Whom alone it is for. */
  email: string | null;
  usesMax: number;
  uses: number;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
}

export type TaskStatus = 'todo' | 'doing' | 'done' | 'cancelled';

export interface BoardColumn {
  id: string;
  name: string;
  /** What a task is that is put here. */
  status: TaskStatus;
}

/** What the tasks of a workspace are arranged on, with its columns in their order. */
export interface Board {
  id: string;
  workspaceId: string;
  name: string;
  columns: BoardColumn[];
  /** Counts its changes from 1; a change names the one that was read. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What people change of a task. */
export interface TaskFields {
  title: string;
  /** Markdown. */
  description: string;
  status: TaskStatus;
  assigneeIds: string[];
  labels: string[];
  dueAt: string | null;
  checklist: { id: string; text: string; done: boolean }[];
  boardId: string | null;
  columnId: string | null;
  /** Where it stands in its column: places compare as texts. */
  position: string;
  parentId: string | null;
  relations: { type: 'blocks' | 'relates' | 'duplicates'; taskId: string }[];
}

/** A task as it is at a version. */
export interface Task extends TaskFields {
  id: string;
  workspaceId: string;
  version: number;
  /** The message that it was made from. */
  source: { conversationId: string; messageId: string } | null;
  createdBy: string;
  updatedBy: string;
  createdAt: string;
  updatedAt: string;
}

/** That a task was made from a message. */
export interface TaskLink {
  conversationId: string;
  messageId: string;
  taskId: string;
}

export type PresenceStatus = 'online' | 'away' | 'offline';

export interface Presence {
  userId: string;
  /** Null when the tenant hides presence from the caller. */
  status: PresenceStatus | null;
  lastSeenAt: string | null;
}

export interface DeviceSession {
  id: string;
  createdAt: string;
  lastUsedAt: string | null;
  userAgent: string | null;
  current: boolean;
}

export interface Tenant {
  id: string;
  slug: string;
  name: string;
  settings: { presenceVisibility: 'everyone' | 'shared' | 'nobody' };
}

export interface SignedIn {
  token: string;
  expiresAt: string;
  refreshToken: string;
  sessionId: string;
  deviceToken: string | null;
  user: User;
}

export interface Bootstrap {
  name: string;
  version: string;
  websocketPath: string;
  demo?: {
    tenant: string;
    people: { email: string; displayName: string }[];
    password: string;
  } | null;
}

export interface Position {
  epoch: string;
  offset: number;
}

/** A person who looks at a topic, and since when. */
export interface Viewer {
  userId: string;
  since: string;
}

export interface Viewers {
  viewers: Viewer[];
  count: number;
}

interface Payloads {
  'message.new': { message: Message };
  'message.updated': { message: Message };
  'message.deleted': { message: Message };
  'message.read': { conversationId: string; userId: string; readSeq: number };
  'message.delivered': { conversationId: string; userId: string; deliveredSeq: number };
  'conversation.updated': {
    conversationId: string;
    name?: string | null;
    /** Who owns it from now on; who did is a member. */
    ownerId?: string;
    updatedAt: string;
  };
  'conversation.preferences': {
    conversationId: string;
    starred: boolean;
    position: string | null;
  };
  'conversation.deleted': { conversationId: string };
  'participant.added': { conversationId: string; participant: Participant };
  'participant.removed': { conversationId: string; userId: string; ownerId?: string | null };
  'workspace.updated': {
    workspaceId: string;
    name: string;
    description: string | null;
    updatedAt: string;
  };
  'workspace.preferences': { workspaceId: string; starred: boolean; position: string | null };
  'workspace.deleted': { workspaceId: string };
  'workspace.member.added': { workspaceId: string; member: Member; memberCount: number };
  'workspace.member.updated': { workspaceId: string; member: Member; memberCount: number };
  'workspace.member.removed': { workspaceId: string; userId: string; memberCount: number };
  'enrolment.finished': EnrolmentFinished;
  'board.created': { board: Board };
  'board.updated': { board: Board };
  'feature.changed': { key: string | null; version: number };
  'board.deleted': { boardId: string; workspaceId: string; version: number };
  'task.created': { task: Task };
  'task.updated': {
    taskId: string;
    workspaceId: string;
    /** What it is after it: apply the changes to the version before, and to no other. */
    version: number;
    changes: Partial<TaskFields>;
    updatedBy: string;
    updatedAt: string;
  };
  'task.deleted': { taskId: string; workspaceId: string; version: number };
  /** A task was made from a message. Whoever sees both may fetch it. */
  'task.linked': TaskLink;
  /** A task that was made from a message was deleted. */
  'task.unlinked': TaskLink;
  'typing.user': {
    conversationId: string;
    userId: string;
    typing: boolean;
    expiresInMs: number;
  };
  /** What a client says for the moment; what it means is the clients' own. */
  signal: { name: string; data: unknown };
  'presence.changed': Presence;
  /** `viewers` is empty where too many look on to be named. */
  'presence.joined': Viewers;
  /** `userIds` is empty where too many look on to be named. */
  'presence.left': { userIds: string[]; count: number };
}

/** What a topic tells. Switch on `type`; a type that is not known yet is to be ignored. */
export type TopicEvent = {
  [T in keyof Payloads]: {
    type: T;
    topic: string;
    payload: Payloads[T];
    /** Absent on ephemeral events, which are neither stored nor replayed. */
    offset?: number | null;
    userId?: string | null;
    timestamp?: string | null;
  };
}[keyof Payloads];

export type EventOf<T extends TopicEvent['type']> = Extract<TopicEvent, { type: T }>;

export interface Ready {
  sessionId: string;
  connectionId: string;
  userId: string;
  heartbeatMs: number;
  expiresAt: string;
  serverTime: string;
  limits: { frameBytes: number; framesPerSecond: number; subscriptions: number };
}

export interface ProblemPayload {
  code: string;
  title: string;
  detail?: string | null;
  retry?: 'never' | 'later' | 'refresh';
  retryAfterMs?: number | null;
  field?: string | null;
  currentVersion?: number | null;
  current?: object | null;
  differing?: string[] | null;
  traceId?: string | null;
}

export interface Subscribed {
  topic: string;
  epoch: string | null;
  offset: number | null;
  recovered: boolean;
  events: TopicEvent[];
  hasMore?: boolean;
}

export type ServerFrame =
  | { type: 'ready'; payload: Ready }
  | { type: 'reply'; id: string; payload: Record<string, unknown> }
  | { type: 'error'; id?: string | null; payload: ProblemPayload }
  | { type: 'subscription.ended'; topic: string; payload: { code: string } }
  | { type: 'token.expiring'; payload: { expiresAt: string } }
  | { type: 'session.drain'; payload: { reconnectAfterMs: number; resumeWithinMs?: number } }
  | TopicEvent;

export interface ClientFrame {
  id: string;
  type: string;
  payload: object;
}

/** Reads one text frame; throws when it has not the outline of a frame. */
export function readFrame(text: string): ServerFrame {
  const frame: unknown = JSON.parse(text);
  if (!isRecord(frame) || typeof frame.type !== 'string' || !isRecord(frame.payload)) {
    throw new TypeError('not a frame');
  }
  if (frame.type === 'reply' && typeof frame.id !== 'string') {
    throw new TypeError('a reply without an id');
  }
  if (frame.offset != null && !Number.isSafeInteger(frame.offset)) {
    throw new TypeError('an offset that is not a whole number');
  }
  return frame as unknown as ServerFrame;
}

export function isTopicEvent(frame: ServerFrame): frame is TopicEvent {
  return frame.type !== 'subscription.ended' && 'topic' in frame && typeof frame.topic === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const topicOf = {
  conversation: (id: string) => `conversation:${id}`,
  user: (id: string) => `user:${id}`,
  workspace: (id: string) => `workspace:${id}`,
  task: (id: string) => `task:${id}`,
  tenant: (id: string) => `tenant:${id}`,
};
