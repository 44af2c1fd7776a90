import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';
import type { Invitation, Member, Preferences, Role, Workspace } from './protocol.ts';

const id = encodeURIComponent;

/** Workspaces over REST: what people work in together, who is in them, and how others come in. */
export class Workspaces {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  /** The caller's, by name. */
  async list(): Promise<Workspace[]> {
    return (await this.#ask<{ workspaces: Workspace[] }>('GET', '')).workspaces;
  }

  async get(workspaceId: string): Promise<Workspace> {
    return (await this.#ask<Wrapped>('GET', `/${id(workspaceId)}`)).workspace;
  }

  async create(draft: { name: string; description?: string }): Promise<Workspace> {
    return (await this.#ask<Wrapped>('POST', '', draft)).workspace;
  }

  /** Gives it this name and description; one that is left out is taken away. */
  async update(
    workspaceId: string,
    draft: { name: string; description?: string | null },
  ): Promise<Workspace> {
    return (await this.#ask<Wrapped>('PUT', `/${id(workspaceId)}`, draft)).workspace;
  }

  /** Says how the caller keeps it; what is left out stays, and a null position is taken away. */
  async prefer(workspaceId: string, preferences: Partial<Preferences>): Promise<Preferences> {
    const path = `/${id(workspaceId)}/preferences`;
    return (await this.#ask<{ preferences: Preferences }>('PUT', path, preferences)).preferences;
  }

  async delete(workspaceId: string): Promise<void> {
    await this.#ask('DELETE', `/${id(workspaceId)}`);
  }

  /** A page of its members. Follow its topic from the position of the first page. */
  members(
    workspaceId: string,
    page: { after?: string; limit?: number } = {},
  ): Promise<{
    members: Member[];
    hasMore: boolean;
    nextAfter: string | null;
    epoch: string;
    offset: number;
  }> {
    const path = `/workspaces/${id(workspaceId)}/members`;
    return this.#http.askAs(this.#who, 'GET', path, { query: page });
  }

  async add(workspaceId: string, userIds: string[], role: Role = 'member'): Promise<Member[]> {
    const path = `/${id(workspaceId)}/members`;
    return (await this.#ask<{ members: Member[] }>('POST', path, { userIds, role })).members;
  }

  async changeRole(workspaceId: string, userId: string, role: Role): Promise<Member> {
    const path = `/${id(workspaceId)}/members/${id(userId)}`;
    return (await this.#ask<{ member: Member }>('PUT', path, { role })).member;
  }

  /** Removes a person; with the caller's own id, leaves. */
  async remove(workspaceId: string, userId: string): Promise<void> {
    await this.#ask('DELETE', `/${id(workspaceId)}/members/${id(userId)}`);
  }

  /** The code, and the link to send, are shown this once. */
  invite(
    workspaceId: string,
    draft: { role?: Role; expiresAt?: string; usesMax?: number; email?: string } = {},
  ): Promise<{ invitation: Invitation; code: string; url: string }> {
    return this.#ask('POST', `/${id(workspaceId)}/invitations`, draft);
  }

  /** Those that still let people in. */
  async invitations(workspaceId: string): Promise<Invitation[]> {
    const path = `/${id(workspaceId)}/invitations`;
    return (await this.#ask<{ invitations: Invitation[] }>('GET', path)).invitations;
  }

  async revoke(workspaceId: string, invitationId: string): Promise<void> {
    await this.#ask('DELETE', `/${id(workspaceId)}/invitations/${id(invitationId)}`);
  }

  /** Joins the workspace that the code is of, or finds it when the caller is in it already. */
  async join(code: string): Promise<Workspace> {
    return (await this.#ask<Wrapped>('POST', '/join', { code })).workspace;
  }

  #ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
    const ask = {
      ...(body === undefined ? {} : { body }),
      ...(method === 'POST' ? { idempotencyKey: randomId() } : {}),
    };
    return this.#http.askAs<T>(this.#who, method, `/workspaces${path}`, ask);
  }
}

interface Wrapped {
  workspace: Workspace;
}
