import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';
import type {
  Conversation,
  DeviceSession,
  Message,
  Participant,
  Preferences,
  Presence,
  Tenant,
  User,
} from './protocol.ts';

const id = encodeURIComponent;

/** Conversations over REST: lists, beginnings, and who takes part. */
export class Conversations {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  list(
    page: { before?: string; limit?: number; workspaceId?: string } = {},
  ): Promise<{ conversations: Conversation[]; hasMore: boolean; nextBefore: string | null }> {
    return this.#http.askAs(this.#who, 'GET', '/conversations', { query: page });
  }

  async get(conversationId: string): Promise<Conversation> {
    const path = `/conversations/${id(conversationId)}`;
    return (await this.#http.askAs<Wrapped>(this.#who, 'GET', path)).conversation;
  }

  /** A direct conversation with a person that has one already is that one. */
  async create(start: {
    type: 'direct' | 'group';
    participantIds: string[];
    name?: string;
    /** Where everyone who takes part has to be; for groups. */
    workspaceId?: string;
  }): Promise<Conversation> {
    const ask = { body: start, idempotencyKey: randomId() };
    return (await this.#http.askAs<Wrapped>(this.#who, 'POST', '/conversations', ask)).conversation;
  }

  async rename(conversationId: string, name: string): Promise<Conversation> {
    const path = `/conversations/${id(conversationId)}`;
    return (await this.#http.askAs<Wrapped>(this.#who, 'PUT', path, { body: { name } }))
      .conversation;
  }

  /** Says how the caller keeps it; what is left out stays, and a null position is taken away. */
  async prefer(conversationId: string, preferences: Partial<Preferences>): Promise<Preferences> {
    const path = `/conversations/${id(conversationId)}/preferences`;
    const ask = { body: preferences };
    return (await this.#http.askAs<Preferred>(this.#who, 'PUT', path, ask)).preferences;
  }

  async delete(conversationId: string): Promise<void> {
    await this.#http.askAs(this.#who, 'DELETE', `/conversations/${id(conversationId)}`);
  }

  async participants(conversationId: string): Promise<Participant[]> {
    const path = `/conversations/${id(conversationId)}/participants`;
    return (await this.#http.askAs<Everyone>(this.#who, 'GET', path)).participants;
  }

  async add(conversationId: string, userIds: string[]): Promise<Participant[]> {
    const path = `/conversations/${id(conversationId)}/participants`;
    return (await this.#http.askAs<Everyone>(this.#who, 'POST', path, { body: { userIds } }))
      .participants;
  }

  /** Removes a person; with the caller's own id, leaves. */
  async remove(conversationId: string, userId: string): Promise<void> {
    const path = `/conversations/${id(conversationId)}/participants/${id(userId)}`;
    await this.#http.askAs(this.#who, 'DELETE', path);
  }
}

interface Wrapped {
  conversation: Conversation;
}

interface Preferred {
  preferences: Preferences;
}

interface Everyone {
  participants: Participant[];
}

/** Messages of the past. */
export class History {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  page(
    conversationId: string,
    page: { before?: number; after?: number; limit?: number },
  ): Promise<{ messages: Message[]; hasMore: boolean }> {
    const path = `/conversations/${id(conversationId)}/messages`;
    return this.#http.askAs(this.#who, 'GET', path, { query: page });
  }

  async one(conversationId: string, messageId: string): Promise<Message> {
    const path = `/conversations/${id(conversationId)}/messages/${id(messageId)}`;
    return (await this.#http.askAs<{ message: Message }>(this.#who, 'GET', path)).message;
  }
}

/** People of the tenant. */
export class People {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  async me(): Promise<User> {
    return (await this.#http.askAs<{ user: User }>(this.#who, 'GET', '/users/me')).user;
  }

  async get(userId: string): Promise<User> {
    const path = `/users/${id(userId)}`;
    return (await this.#http.askAs<{ user: User }>(this.#who, 'GET', path)).user;
  }

  search(
    query: string,
    options: { limit?: number; signal?: AbortSignal } = {},
  ): Promise<{ users: User[]; hasMore: boolean }> {
    const { limit, signal } = options;
    const ask = { query: { query, limit }, ...(signal ? { signal } : {}) };
    return this.#http.askAs(this.#who, 'GET', '/users/search', ask);
  }

  async presence(userIds: string[]): Promise<Presence[]> {
    const ask = { query: { userIds: userIds.join(',') } };
    const path = '/users/presence';
    return (await this.#http.askAs<{ presence: Presence[] }>(this.#who, 'GET', path, ask)).presence;
  }

  async tenant(): Promise<Tenant> {
    return (await this.#http.askAs<{ tenant: Tenant }>(this.#who, 'GET', '/tenant')).tenant;
  }
}

/** The devices on which the person is signed in. */
export class Sessions {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  async list(): Promise<DeviceSession[]> {
    const path = '/auth/sessions';
    return (await this.#http.askAs<{ sessions: DeviceSession[] }>(this.#who, 'GET', path)).sessions;
  }

  async revoke(sessionId: string): Promise<void> {
    await this.#http.askAs(this.#who, 'DELETE', `/auth/sessions/${id(sessionId)}`);
  }
}
