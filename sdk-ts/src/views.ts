import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';

const id = encodeURIComponent;

/** A way to look at the tasks of a workspace or of one board, kept under a name. */
export interface View {
  id: string;
  workspaceId: string;
  /** Null: of the whole workspace. */
  boardId: string | null;
  ownerId: string;
  /** Whether everybody in the workspace sees it. */
  shared: boolean;
  name: string;
  layout: 'board' | 'list' | 'calendar';
  /** What it shows and in which order, as the query of a URL. */
  query: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A view as it is to be; without a board it is one of the whole workspace. */
export type ViewDraft = Pick<View, 'name' | 'shared' | 'layout' | 'query'> & {
  boardId?: string | null;
};

/** Views over REST: ways to look at tasks, kept under a name. */
export class Views {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  /** Those of a workspace that are shared and the caller's own, as they were made. */
  async list(workspaceId: string): Promise<View[]> {
    const path = `/workspaces/${id(workspaceId)}/views`;
    return (await this.#http.askAs<{ views: View[] }>(this.#who, 'GET', path)).views;
  }

  async create(workspaceId: string, draft: ViewDraft): Promise<View> {
    const path = `/workspaces/${id(workspaceId)}/views`;
    const ask = { body: draft, idempotencyKey: randomId() };
    return (await this.#http.askAs<Wrapped>(this.#who, 'POST', path, ask)).view;
  }

  /** Makes it what the change says. `version` is the one that was read. */
  async update(viewId: string, change: ViewDraft & { version: number }): Promise<View> {
    const ask = { body: change };
    return (await this.#http.askAs<Wrapped>(this.#who, 'PUT', `/views/${id(viewId)}`, ask)).view;
  }

  async delete(viewId: string): Promise<void> {
    await this.#http.askAs(this.#who, 'DELETE', `/views/${id(viewId)}`);
  }
}

interface Wrapped {
  view: View;
}
