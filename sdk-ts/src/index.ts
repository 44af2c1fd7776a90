export type { BoardColumnDraft } from './boards.ts';
export type { Clock, Timer } from './clock.ts';
export type { Network } from './connection.ts';
export type { Locks } from './credentials.ts';
export type {
  ChangedEnrolmentRule,
  EnrolmentCounts,
  EnrolmentCriteria,
  EnrolmentDefinition,
  EnrolmentDryRun,
  EnrolmentFinished,
  EnrolmentProspect,
  EnrolmentRule,
  EnrolmentRuleVersion,
  EnrolmentRun,
} from './enrolment.ts';
export type { FeatureChange, FeatureReason, Features } from './features.ts';
export { randomId as newId } from './ids.ts';
export type { ParleyOptions } from './options.ts';
export type { Draft, Outgoing } from './outbox.ts';
export type { TaskConflict, TaskField } from './own-changes.ts';
export { Parley } from './parley.ts';
export { FIRST_PLACE, placeBetween } from './place.ts';
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
  TaskLink,
  TaskStatus,
  Tenant,
  TopicEvent,
  User,
  Viewer,
  Workspace,
} from './protocol.ts';
export { readFrame, topicOf } from './protocol.ts';
export { Signal } from './signal.ts';
export type { ConnectionState, ConnectionStatus, SignIn } from './state.ts';
export { type KeyValueStore, MemoryStore } from './store.ts';
export type { Listening, Subscriber } from './subscription.ts';
export type {
  FeatureSwitch,
  RolloutGroup,
  RolloutMember,
  SwitchChange,
  Switches,
  SwitchPerson,
  SwitchSetting,
  SwitchState,
  SwitchValue,
} from './switches.ts';
export { TaskList, type TaskListener, type TaskListPhase } from './task-list.ts';
export type {
  FoundTasks,
  NewTask,
  TaskChange,
  TaskOfMessage,
  TaskPage,
  TaskQuery,
} from './tasks.ts';
export type { Viewing } from './viewing.ts';
export type { View, ViewDraft } from './views.ts';
export type { Socket } from './wire.ts';
