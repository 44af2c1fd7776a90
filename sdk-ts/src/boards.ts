import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';
import type { Board, BoardColumn } from './protocol.ts';

const id = encodeURIComponent;

/** A column as it is to be; one without an id is made. */
export type BoardColumnDraft = Omit<BoardColumn, 'id'> & { id?: string };

/** Boards over REST: what the tasks of a workspace are arranged on. */
export class Boards {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  /** All of a workspace, in the order in which they were made. */
  async list(workspaceId: string): Promise<Board[]> {
    const path = `/workspaces/${id(workspaceId)}/boards`;
    return (await this.#http.askAs<{ boards: Board[] }>(this.#who, 'GET', path)).boards;
  }

  async get(boardId: string): Promise<Board> {
    return (await this.#http.askAs<Wrapped>(this.#who, 'GET', `/boards/${id(boardId)}`)).board;
  }

  /** Without columns it gets those that most begin with. */
  async create(
    workspaceId: string,
    draft: { name: string; columns?: BoardColumnDraft[] },
  ): Promise<Board> {
    const path = `/workspaces/${id(workspaceId)}/boards`;
    const ask = { body: draft, idempotencyKey: randomId() };
    return (await this.#http.askAs<Wrapped>(this.#who, 'POST', path, ask)).board;
  }

  /** Gives it this name and these columns. `version` is the one that was read. */
  async update(
    boardId: string,
    change: { version: number; name: string; columns: BoardColumnDraft[] },
  ): Promise<Board> {
    const ask = { body: change };
    return (await this.#http.askAs<Wrapped>(this.#who, 'PUT', `/boards/${id(boardId)}`, ask)).board;
  }

  /** Ends a board that no tasks are on. */
  async delete(boardId: string): Promise<void> {
    await this.#http.askAs(this.#who, 'DELETE', `/boards/${id(boardId)}`);
  }
}

interface Wrapped {
  board: Board;
}
