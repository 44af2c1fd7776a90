import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';
import type { Conversation, Message, Task, TaskFields, TaskStatus } from './protocol.ts';

const id = encodeURIComponent;

/** Which tasks of a workspace; where several are named, all hold. */
export interface TaskQuery {
  boardId?: string;
  parentId?: string;
  status?: TaskStatus;
  assigneeId?: string;
  label?: string;
  dueFrom?: string;
  dueBefore?: string;
  /** `nextAfter` of the page before. */
  after?: string;
  limit?: number;
}

export interface TaskPage {
  tasks: Task[];
  hasMore: boolean;
  nextAfter: string | null;
  /** The position of the workspace's topic: of several pages follow from that of the first. */
  epoch: string;
  offset: number;
}

export interface FoundTasks {
  tasks: Task[];
  hasMore: boolean;
  nextAfter: string | null;
}

export type NewTask = Partial<TaskFields> & {
  title: string;
  id?: string;
  source?: NonNullable<Task['source']>;
};

/** Without a title it is called what the first line of the message says. */
export type TaskOfMessage = Partial<TaskFields> & {
  id?: string;
  source: NonNullable<Task['source']>;
};

/** `merge`: it holds although other fields have been changed since `version`. */
export type TaskChange = Partial<TaskFields> & { version: number; merge?: boolean };

/** Tasks over REST. `Parley.follow` keeps those of a workspace up to date instead. */
export class Tasks {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  /** A page, in the order in which they were made. */
  list(workspaceId: string, query: TaskQuery = {}): Promise<TaskPage> {
    const path = `/workspaces/${id(workspaceId)}/tasks`;
    return this.#http.askAs(this.#who, 'GET', path, { query: { ...query } });
  }

  /** A task with the position of its own topic. */
  get(taskId: string): Promise<{ task: Task; epoch: string; offset: number }> {
    return this.#http.askAs(this.#who, 'GET', `/tasks/${id(taskId)}`);
  }

  /** Those of at most 100 tasks that the person sees; the others are left out. */
  among(taskIds: string[], after?: string): Promise<FoundTasks> {
    const query = { ids: taskIds.join(','), after };
    return this.#http.askAs(this.#who, 'GET', '/tasks', { query });
  }

  /** Tasks that were made from messages of a conversation, as far as the person sees them. */
  madeFrom(
    conversationId: string,
    query: { messageId?: string; after?: string; limit?: number } = {},
  ): Promise<FoundTasks> {
    const path = `/conversations/${id(conversationId)}/tasks`;
    return this.#http.askAs(this.#who, 'GET', path, { query: { ...query } });
  }

  /**
   * Enters the conversation of a task, in which people comment on it; it is begun if need be. With
   * its topic and its messages it is one like any other.
   */
  async conversation(taskId: string): Promise<Conversation> {
    const path = `/tasks/${id(taskId)}/conversation`;
    const ask = { idempotencyKey: randomId() };
    type Answer = { conversation: Conversation };
    return (await this.#http.askAs<Answer>(this.#who, 'PUT', path, ask)).conversation;
  }

  /** The messages that cite a task, the newest first, as far as the person reads them. */
  citations(
    taskId: string,
    query: { before?: string; limit?: number } = {},
  ): Promise<{ messages: Message[]; hasMore: boolean }> {
    const path = `/tasks/${id(taskId)}/citations`;
    return this.#http.askAs(this.#who, 'GET', path, { query: { ...query } });
  }

  async create(workspaceId: string, task: NewTask | TaskOfMessage): Promise<Task> {
    const path = `/workspaces/${id(workspaceId)}/tasks`;
    return (await this.#ask<Wrapped>('POST', path, task)).task;
  }

  /** Refused with `stale`, which carries the task as it is, where others came first. */
  async update(taskId: string, change: TaskChange): Promise<Task> {
    return (await this.#ask<Wrapped>('PATCH', `/tasks/${id(taskId)}`, change)).task;
  }

  /** Changes several together, or none. */
  async updateAll(changes: (TaskChange & { taskId: string })[]): Promise<Task[]> {
    return (await this.#ask<{ tasks: Task[] }>('PATCH', '/tasks', { tasks: changes })).tasks;
  }

  /** With a version, only if that is the current one. */
  async delete(taskId: string, version?: number): Promise<void> {
    const ask = { query: { version }, idempotencyKey: randomId() };
    await this.#http.askAs(this.#who, 'DELETE', `/tasks/${id(taskId)}`, ask);
  }

  #ask<T>(method: 'POST' | 'PATCH', path: string, body: object): Promise<T> {
    return this.#http.askAs<T>(this.#who, method, path, { body, idempotencyKey: randomId() });
  }
}

interface Wrapped {
  task: Task;
}
