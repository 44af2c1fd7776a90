export type { Clock, Timer } from './clock.ts';
export type { Network } from './connection.ts';
export type { Locks } from './credentials.ts';
export type { Draft, Outgoing } from './outbox.ts';
export {
  type ConnectionState,
  type ConnectionStatus,
  type Listening,
  Parley,
  type ParleyOptions,
  type SignIn,
} from './parley.ts';
export { ParleyError, type Retry } from './problem.ts';
export type {
  Board,
  BoardColumn,
  Bootstrap,
  Conversation,
  DeviceSession,
  EventOf,
  Invitation,
  Member,
  Message,
  Participant,
  Position,
  Preferences,
  Presence,
  PresenceStatus,
  Role,
  ServerFrame,
  SignedIn,
  Task,
  TaskFields,
  TaskStatus,
  Tenant,
  TopicEvent,
  User,
  Viewer,
  Workspace,
} from './protocol.ts';
export { readFrame, topicOf } from './protocol.ts';
export { type KeyValueStore, MemoryStore } from './store.ts';
export type { Subscriber } from './subscription.ts';
export type { Viewing } from './viewing.ts';
export type { Socket } from './wire.ts';
